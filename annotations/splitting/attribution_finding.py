"""From the cues of one sentence to findings: where the claimant, the cue and the content stand.

Owns the choice of the claimant: before the cue, after it, or shared with an earlier one. Names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotations.splitting.attribution_clauses import Clauses
from annotations.splitting.attribution_content import ContentFinder
from annotations.splitting.attribution_quotes import Quotations
from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cue_phrases import CuePhrase, cue_phrases
from annotations.splitting.cues import INVERTIBLE, CueClass
from annotations.splitting.noun_phrases import Range
from annotations.splitting.speakers import main_subject, subject_after, subject_before
from annotations.text.span import Span

_NARRATORS = frozenset({"i", "we", "you", "one"})


@dataclass(slots=True)
class Finding:
    """An attribution while it is being found.

    `antecedent` is what a relative pronoun at `claimant` stands for; `quotes` are the indices of the quotations
    in `content`.
    """

    claimant: Span | None
    cue: Span
    content: list[Span]
    antecedent: Span | None = None
    quotes: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Claimant:
    span: Span
    antecedent: Span | None
    left: int  # the first word of claimant and cue together
    right: int  # their last word
    inverted: bool = False


def findings(words: Words, clauses: Clauses, quoted: Quotations) -> list[Finding]:
    """The attributions made by cue verbs in one sentence, in the order of their cues."""
    found: list[Finding] = []
    finder = ContentFinder(clauses, quoted)
    for phrase in cue_phrases(words):
        claimant = _after_cue(words, phrase, quoted) or _before_cue(words, phrase, found)
        if claimant is None or not _reports(words, phrase, claimant.span):
            continue
        content = finder.find(phrase, claimant.left, claimant.right, inverted=claimant.inverted)
        if content.spans:
            cue = words.span(phrase.first, phrase.last)
            found.append(Finding(claimant.span, cue, content.spans, claimant.antecedent, content.quotes))
    return found


def _reports(words: Words, phrase: CuePhrase, claimant: Span) -> bool:
    """Whether the phrase reports: "I think" and "you know" do not, nor does a thought inside a quotation."""
    if phrase.cue.kind is CueClass.SPEECH:
        return True
    return words.quotation[phrase.head] < 0 and claimant.of(words.text).lower() not in _NARRATORS


def _before_cue(words: Words, phrase: CuePhrase, found: Sequence[Finding]) -> _Claimant | None:
    before = subject_before(words, phrase.first)
    previous = phrase.first - 1
    joined = previous >= 0 and (words.classes[previous] is C.COORDINATOR or words.lower[previous] == ",")
    if phrase.participle or (before is None and joined):
        return _shared(words, phrase, found)
    if before is None:
        return None
    span = words.span(*before)
    relative = words.classes[before[0]] is C.RELATIVE or words.lower[before[0]] == "that"
    antecedent = _antecedent(words, before[0]) if relative else None
    return _Claimant(span, antecedent, before[0], phrase.last)


def _shared(words: Words, phrase: CuePhrase, found: Sequence[Finding]) -> _Claimant | None:
    """The claimant of the cue before, or the sentence's subject: ", adding that", "and warned"."""
    if found and found[-1].claimant is not None:
        return _Claimant(found[-1].claimant, found[-1].antecedent, phrase.first, phrase.last)
    main = main_subject(words, phrase.first)
    return None if main is None else _Claimant(words.span(*main), None, phrase.first, phrase.last)


def _antecedent(words: Words, relative: int) -> Span | None:
    """What "who" or "which" refers to: the noun phrase right before it."""
    if relative == 0:
        return None
    head = subject_before(words, relative - 1 if words.lower[relative - 1] == "," else relative)
    return words.span(*head) if head is not None else None


def _after_cue(words: Words, phrase: CuePhrase, quoted: Quotations) -> _Claimant | None:
    """The claimant after the verb: `"...," said Ann Lee`."""
    if phrase.cue.lemma not in INVERTIBLE or phrase.cue.form == "ing":
        return None
    if any(words.classes[at] is C.AUXILIARY for at in range(phrase.first, phrase.head)):
        return None
    subject = subject_after(words, phrase.last + 1)
    if subject is None or not _stands_after(words, phrase, subject, quoted):
        return None
    return _Claimant(words.span(*subject), None, phrase.first, subject[1], inverted=True)


def _stands_after(words: Words, phrase: CuePhrase, subject: Range, quoted: Quotations) -> bool:
    if quoted.ending_before(words.text, words.tokens[phrase.first].start) is not None:
        return True
    following = subject[1] + 1
    if phrase.first == 0:
        return phrase.cue.form != "base" and words.lower[following : following + 1] in ([":"], [","])
    if words.lower[phrase.first - 1] not in (",", "—", "–"):
        return False
    ends = following >= len(words.tokens) or words.classes[following] in (C.MARK, C.QUOTE)
    return ends and subject_before(words, phrase.first) is None
