"""Attributions without a cue verb: "according to", "in the words of", hearsay, signatures, labels, credits."""

from __future__ import annotations

from annotations.splitting.attribution_clauses import Clauses
from annotations.splitting.attribution_finding import Finding
from annotations.splitting.attribution_quotes import Quotations
from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cues import HEARSAY, NOUN_CUES
from annotations.splitting.speakers import subject_after, subject_before
from annotations.text.span import Span

_DASHES = frozenset({"―", "—", "–", "-", "--"})
_CREDITS = frozenset("image images photo photos picture video audio credit photograph".split())
_LABEL_WORDS = 7
_SIGNATURE_WORDS = 7
_CAPTION = 400  # code points looked back for the caption of a credit
_OWNERS = frozenset({"his", "her", "their", "its"})
_OPENING = frozenset({C.MARK, C.COORDINATOR, C.ADVERB, C.QUOTE})


def fixed_findings(words: Words, clauses: Clauses, quoted: Quotations) -> list[Finding]:
    """The attributions of one sentence that need no verb, in the order of their cues."""
    found: list[Finding | None] = []
    opening = True
    for at, word in enumerate(words.lower):
        if word == "according" and words.lower[at + 1 : at + 2] == ["to"]:
            found.append(_according(words, clauses, at, opening=opening))
        elif word == "in" and words.lower[at + 1 : at + 4] == ["the", "words", "of"]:
            found.append(_in_the_words_of(words, at, quoted))
        elif word in NOUN_CUES:
            found.append(_noun(words, clauses, at))
        elif word in HEARSAY:
            found.append(_hearsay(words, clauses, at))
        elif word in _DASHES:
            found.append(_signed(words, at, quoted))
        opening = opening and words.classes[at] in _OPENING
    found.append(_label(words, clauses))
    return [finding for finding in found if finding is not None]


def _according(words: Words, clauses: Clauses, at: int, *, opening: bool) -> Finding | None:
    source = subject_after(words, at + 2, opening=opening)
    if source is None:
        return None
    first = source[1] + 1
    if opening and words.lower[first : first + 1] == [","]:
        first += 1
    content = clauses.after(first) if opening else clauses.before(at - 1)
    return Finding(words.span(*source), words.span(at, at + 1), [content]) if content else None


def _in_the_words_of(words: Words, at: int, quoted: Quotations) -> Finding | None:
    source = subject_after(words, at + 4)
    if source is None:
        return None
    index = quoted.starting_after(words.text, words.tokens[source[1]].end, ",:")
    if index is None:
        return None
    return Finding(words.span(*source), words.span(at, at + 3), [quoted.spans[index]], quotes=[index])


def _noun(words: Words, clauses: Clauses, at: int) -> Finding | None:
    """A speech act as a noun after its claimant: "Lee's calls for help", "his claim that it rained"."""
    joint = NOUN_CUES[words.lower[at]]
    if words.lower[at + 1 : at + 2] != [joint] or at == 0:
        return None
    if words.lower[at - 1] in _OWNERS:
        claimant: Span | None = words.span(at - 1, at - 1)
    elif words.lower[at - 1] in ("'s", "’s"):
        owner = subject_before(words, at - 1)
        claimant = words.span(*owner) if owner else None
    else:
        return None
    linked = joint in ("for", "of")
    content = clauses.phrase_after(at + 2) if linked else clauses.after(at + 1)
    if claimant is None or content is None:
        return None
    return Finding(claimant, words.span(at, at + 1 if linked else at), [content])


def _hearsay(words: Words, clauses: Clauses, at: int) -> Finding | None:
    """ "reportedly", "allegedly": somebody says it, nobody is named."""
    subject = subject_before(words, at) if at else None
    pieces = [words.span(*subject) if subject else None, clauses.after(at + 1)]
    content = [piece for piece in pieces if piece is not None]
    return Finding(None, words.span(at, at), content) if content else None


def _signed(words: Words, at: int, quoted: Quotations) -> Finding | None:
    """A quotation signed after a dash, at the end of its line: `"..." ― Ann Lee`."""
    index = quoted.ending_before(words.text, words.tokens[at].start)
    if index is None or words.classes[at + 1 : at + 2] != [C.NAME]:
        return None
    last = at + 1
    while last + 1 < len(words.tokens) and _in_signature(words, last + 1):
        last += 1
    end = words.tokens[last].end
    if last - at > _SIGNATURE_WORDS or words.text[end : end + 1].strip(" .\n\xa0"):
        return None
    return Finding(words.span(at + 1, last), words.span(at, at), [quoted.spans[index]], quotes=[index])


def _in_signature(words: Words, at: int) -> bool:
    return words.classes[at] in (C.NAME, C.PREPOSITION) or words.lower[at] == ","


def _label(words: Words, clauses: Clauses) -> Finding | None:
    """A name and a colon before what is said, in interviews and headlines: `LEE: We will go.`"""
    if not words.tokens or ":" not in words.lower[1:_LABEL_WORDS]:
        return None
    colon = words.lower.index(":", 1)
    if words.lower[0] in _CREDITS:
        return _credit(words, colon)
    start = words.tokens[0].start
    line_before = words.text[max(0, start - 3) : start].rstrip(' "“')
    named = all(words.classes[at] is C.NAME for at in range(colon))
    content = clauses.after(colon + 1)
    if (start and not line_before.endswith("\n")) or not named or content is None:
        return None
    return Finding(words.span(0, colon - 1), words.span(colon, colon), [content])


def _credit(words: Words, colon: int) -> Finding | None:
    """`Photo: Ann Lee` speaks for the caption before it, in the same paragraph or the one above."""
    last = len(words.tokens) - 1
    while last > colon and words.classes[last] is C.MARK and words.lower[last] != ")":
        last -= 1
    start = words.tokens[0].start
    looked = max(0, start - _CAPTION)
    above = words.text[looked:start].rstrip()
    line = above.rfind("\n") + 1
    caption = above[line:].lstrip()
    if last <= colon or not caption or (looked and not line):
        return None
    begin = looked + len(above) - len(caption)
    return Finding(words.span(colon + 1, last), words.span(0, 0), [Span(begin, begin + len(caption))])
