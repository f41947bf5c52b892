"""From the cues of one sentence to findings: where the claimant, the cue and the content stand.

Owns the choice between direct, inverted, indirect and parenthetical reading. Names nobody: that is for antecedents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotations.splitting.attribution_content import (
    Quotations,
    clause_after,
    clause_before,
    content_start,
)
from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cue_phrases import CuePhrase, cue_phrases
from annotations.splitting.cues import HEARSAY, INVERTIBLE, CueClass
from annotations.splitting.speakers import Range, main_subject, subject_after, subject_before
from annotations.text.span import Span

_DASHES = frozenset("―—–-") | {"--"}


@dataclass(slots=True)
class Finding:
    """An attribution while it is being found; `direct` when a quotation carries it, `antecedent` of a relative."""

    claimant: Span | None
    cue: Span
    content: list[Span]
    direct: bool = False
    antecedent: Span | None = None
    quotes: list[int] = field(default_factory=list)


def findings(words: Words, quoted: Quotations) -> list[Finding]:
    """The attributions of one sentence in the order of their cues."""
    found: list[Finding] = []
    for phrase in cue_phrases(words):
        finding = _from_phrase(words, phrase, quoted, found)
        if finding is not None:
            found.append(finding)
    found.extend(_from_fixed_words(words, quoted))
    found.sort(key=lambda item: item.cue.start)
    return found


def _from_phrase(
    words: Words, phrase: CuePhrase, quoted: Quotations, found: Sequence[Finding]
) -> Finding | None:
    after = _inverted(words, phrase, quoted)
    if after is not None:
        subject: Span | None = words.span(*after)
        content, quotes = _content(words, phrase, quoted, left=phrase.first, right=after[1], inverted=True)
        antecedent = None
    else:
        before = subject_before(words, phrase.first)
        subject, antecedent = _subject(words, phrase, before, found)
        if subject is None:
            return None
        left = before[0] if before is not None and not phrase.participle else phrase.first
        content, quotes = _content(words, phrase, quoted, left=left, right=phrase.last, inverted=False)
    if not content:
        return None
    return Finding(subject, words.span(phrase.first, phrase.last), content, bool(quotes), antecedent, quotes)


def _subject(
    words: Words, phrase: CuePhrase, before: Range | None, found: Sequence[Finding]
) -> tuple[Span | None, Span | None]:
    """The claimant's span and, for a relative pronoun, the span of the noun it stands for."""
    shared = words.classes[phrase.first - 1] is C.COORDINATOR if phrase.first else False
    if (
        phrase.participle
        or before is None
        and (shared or phrase.first and words.lower[phrase.first - 1] == ",")
    ):
        if found and found[-1].claimant is not None:
            return found[-1].claimant, found[-1].antecedent
        main = main_subject(words, phrase.first)
        return (words.span(*main), None) if main is not None else (None, None)
    if before is None:
        return None, None
    span = words.span(*before)
    if words.classes[before[0]] is C.RELATIVE or words.lower[before[0]] == "that":
        head = subject_before(words, before[0] - 1 if words.lower[before[0] - 1] == "," else before[0])
        return span, words.span(*head) if head is not None else None
    return span, None


def _inverted(words: Words, phrase: CuePhrase, quoted: Quotations) -> Range | None:
    """The claimant after the verb: `"...," said Ann Lee`."""
    if phrase.cue.lemma not in INVERTIBLE or phrase.cue.form not in ("past", "s", "part", "base"):
        return None
    if any(words.classes[at] is C.AUXILIARY for at in range(phrase.first, phrase.head)):
        return None
    subject = subject_after(words, phrase.last + 1)
    if subject is None:
        return None
    if quoted.ending_before(words.text, words.tokens[phrase.first].start) is not None:
        return subject
    ends = subject[1] + 1 >= len(words.tokens) or words.classes[subject[1] + 1] in (C.MARK, C.QUOTE)
    if phrase.first == 0:
        colon = subject[1] + 1 < len(words.tokens) and words.lower[subject[1] + 1] in (":", ",")
        return subject if colon and phrase.cue.form != "base" else None
    comma = words.lower[phrase.first - 1] in (",", "—", "–")
    return subject if comma and ends and subject_before(words, phrase.first) is None else None


def _content(
    words: Words, phrase: CuePhrase, quoted: Quotations, *, left: int, right: int, inverted: bool
) -> tuple[list[Span], list[int]]:
    """The spans of what is said, and the quotations among them."""
    text = words.text
    before = quoted.ending_before(text, words.tokens[left].start)
    after = quoted.starting_after(text, words.tokens[right].end, ",:")
    if (
        before is not None
        and words.quotation[left] < 0
        and (inverted or _leads_on(words, quoted, before, phrase))
    ):
        span = quoted.items[before].span
        content = [_widened(words, span)]
        if after is not None:
            return [*content, quoted.items[after].span], [before, after]
        return content, [before]
    if after is not None and words.quotation[left] < 0:
        return [_mixed(words, quoted.items[after].span, right)], [after]
    if phrase.complement == "-":
        return [], []
    if phrase.complement in "ctn" and not inverted:
        start = content_start(words, right + 1, listener="x" in phrase.cue.frames)
        adjuncts = phrase.complement == "n" or phrase.cue.kind is CueClass.STANCE
        span_after = clause_after(words, start, adjuncts=adjuncts) if start < len(words.tokens) else None
        return ([span_after] if span_after else []), []
    return _around(words, phrase, quoted, left, right)


def _leads_on(words: Words, quoted: Quotations, index: int, phrase: CuePhrase) -> bool:
    """Whether the sentence goes on after a quotation before it: a full stop inside its marks ends it."""
    end = quoted.items[index].span.end
    inner = words.text[max(0, end - 3) : end].rstrip("\"'”’»")
    if phrase.complement in "ql":
        return not inner.endswith(".") or quoted.items[index].span.end > words.tokens[0].start
    return inner.endswith((",", "?", "!", "—")) or words.text[end : end + 1] == ","


def _widened(words: Words, quotation: Span) -> Span:
    """The quotation, or the clause that begins before it in the same sentence: `It was "bad," Lee said.`"""
    first = words.tokens[0].start
    if quotation.start <= first:
        return quotation
    inside = [at for at, token in enumerate(words.tokens) if token.start < quotation.start]
    if any(words.lower[at] in (".", ":", ",") for at in inside[-1:]):
        return quotation
    return Span(first, quotation.end)


def _mixed(words: Words, quotation: Span, right: int) -> Span:
    """The quotation, or the clause it begins when the sentence goes on after it without a mark."""
    following = [at for at in range(right, len(words.tokens)) if words.tokens[at].start >= quotation.end]
    marked = right + 1 < len(words.tokens) and words.lower[right + 1] in (",", ":")
    if not following or marked or words.classes[following[0]] is C.MARK:
        return quotation
    first = next(
        at for at in range(right + 1, len(words.tokens)) if words.tokens[at].start >= quotation.start
    )
    return clause_after(words, first, adjuncts=False) or quotation


def _around(
    words: Words, phrase: CuePhrase, quoted: Quotations, left: int, right: int
) -> tuple[list[Span], list[int]]:
    """What stands before a cue that nothing follows, or on both sides of `, Lee said,`."""
    start = content_start(words, right + 1, listener="x" in phrase.cue.frames)
    if start < len(words.tokens) and words.classes[start] is C.QUOTE:
        index = quoted.starting_after(words.text, words.tokens[start].start, "")
        if index is not None:
            return [quoted.items[index].span], [index]
    if start < len(words.tokens) and words.lower[start] == "that":
        clause = clause_after(words, start, adjuncts=False)
        return ([clause] if clause else []), []
    if left > 0 and (words.classes[left - 1] is C.RELATIVE or words.lower[left - 1] == "that"):
        rest = clause_after(words, right + 1, adjuncts=False) if right + 1 < len(words.tokens) else None
        return [words.span(left - 1, left - 1), *([rest] if rest else [])], []
    comma_before = left > 0 and words.lower[left - 1] in _DASHES | {","}
    if not comma_before:
        return [], []
    content: list[Span] = []
    before = clause_before(words, left - 1)
    if before is not None:
        content.append(before)
    if right + 2 < len(words.tokens) and words.lower[right + 1] == ",":
        rest = clause_after(words, right + 2, adjuncts=False)
        if rest is not None:
            content.append(rest)
    return content, []


def _from_fixed_words(words: Words, quoted: Quotations) -> list[Finding]:
    """ "According to", hearsay adverbs, a dash or a label before or after what is said."""
    found: list[Finding] = []
    for at, word in enumerate(words.lower):
        finding = None
        if word == "according" and words.lower[at + 1 : at + 2] == ["to"]:
            finding = _according(words, at)
        elif word in HEARSAY:
            finding = _hearsay(words, at)
        elif word in _DASHES:
            finding = _signed(words, at, quoted)
        if finding is not None:
            found.append(finding)
    label = _label(words)
    return [*found, label] if label is not None else found


def _according(words: Words, at: int) -> Finding | None:
    source = subject_after(words, at + 2)
    if source is None:
        return None
    opening = at == 0 or all(words.classes[i] in (C.MARK, C.COORDINATOR, C.ADVERB) for i in range(at))
    if opening:
        comma = next((i for i in range(at + 2, len(words.tokens)) if words.lower[i] == ","), None)
        first = source[1] + 1 if comma is None or comma > source[1] + 1 else comma + 1
        content = clause_after(words, first, adjuncts=False) if first < len(words.tokens) else None
    else:
        content = clause_before(words, at - 1)
    if content is None:
        return None
    return Finding(words.span(*source), words.span(at, at + 1), [content])


def _hearsay(words: Words, at: int) -> Finding | None:
    subject = subject_before(words, at) if at else None
    rest = clause_after(words, at + 1, adjuncts=False) if at + 1 < len(words.tokens) else None
    content = [words.span(*subject)] if subject else []
    if rest is not None:
        content.append(rest)
    return Finding(None, words.span(at, at), content) if content else None


def _signed(words: Words, at: int, quoted: Quotations) -> Finding | None:
    """A quotation signed after a dash, at the end of its line: `"..." ― Ann Lee`."""
    index = quoted.ending_before(words.text, words.tokens[at].start)
    names = range(at + 1, min(len(words.tokens), at + 8))
    last = next(
        (i - 1 for i in names if words.classes[i] not in (C.NAME, C.PREPOSITION) and words.lower[i] != ","),
        len(words.tokens) - 1,
    )
    if index is None or last <= at or words.classes[at + 1] is not C.NAME or last - at > 7:
        return None
    end = words.tokens[last].end
    if words.text[end : end + 1].strip(" .\n\xa0"):
        return None
    return Finding(
        words.span(at + 1, last), words.span(at, at), [quoted.items[index].span], direct=True, quotes=[index]
    )


_CREDITS = frozenset("image images photo photos picture video audio credit photograph".split())


def _label(words: Words) -> Finding | None:
    """A name and a colon at the start of a line: an interview, a headline, an image credit."""
    start = words.tokens[0].start if words.tokens else 0
    if (
        start
        and "\n" not in words.text[max(0, start - 3) : start].rstrip(" ")
        and words.text[start - 1 : start] != "\n"
    ):
        return None
    colon = next((at for at, word in enumerate(words.lower[:7]) if word == ":"), None)
    if colon is None or colon == 0 or colon + 1 >= len(words.tokens):
        return None
    if words.lower[0] in _CREDITS:
        last = len(words.tokens) - 1
        while last > colon and words.classes[last] is C.MARK and words.lower[last] != ")":
            last -= 1
        return (
            Finding(words.span(colon + 1, last), words.span(0, 0), [words.span(colon + 1, last)])
            if last > colon
            else None
        )
    if any(words.classes[at] is not C.NAME for at in range(colon)):
        return None
    content = clause_after(words, colon + 1, adjuncts=False)
    return Finding(words.span(0, colon - 1), words.span(colon, colon), [content]) if content else None
