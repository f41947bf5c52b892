"""What follows a cue verb, and whether it is what the verb needs to report something."""

from __future__ import annotations

from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cues import CUES, NOUN_TOO, STRONG, Cue, CueClass

_WH = frozenset("how why what whether if who where when which".split())
_CLAUSE_START = frozenset(
    {C.PRONOUN, C.DETERMINER, C.NAME, C.NOUN, C.QUOTE, C.SUBORDINATOR, C.OBJECT_PRONOUN}
)
_OBJECT_START = frozenset({C.DETERMINER, C.NAME, C.NOUN, C.OBJECT_PRONOUN, C.QUOTE, C.PRONOUN})


def complement(words: Words, cue: Cue, head: int, last: int) -> str | None:
    """The letter of what follows; None where the cue lacks the complement it needs."""
    at = _past_times(words, last + 1)
    if at >= len(words.tokens):
        return "l" if "c" in cue.frames or "x" in cue.frames else None
    kind, word = words.classes[at], words.lower[at]
    if kind is C.QUOTE or (
        word in (",", ":") and at + 1 < len(words.tokens) and words.classes[at + 1] is C.QUOTE
    ):
        return "q"
    if last > head and "x" not in cue.frames:
        if words.lower[last] == "out":
            return "c"
        return "n" if kind in _OBJECT_START or word in _WH or word.endswith("ing") else None
    return _plain_complement(words, cue, at)


def _past_times(words: Words, at: int) -> int:
    """The next word that is no adverb and no time: past "on Friday", "late Monday"."""
    while at < len(words.tokens):
        if words.classes[at] in (C.ADVERB, C.TIME) and words.lower[at] != "so":
            at += 1
        elif words.classes[at] is C.PREPOSITION and words.classes[at + 1 : at + 2] == [C.TIME]:
            at += 2
        else:
            break
    return at


def _plain_complement(words: Words, cue: Cue, at: int) -> str | None:
    kind, word = words.classes[at], words.lower[at]
    frames = cue.frames
    if kind is C.MARK:
        return _before_mark(cue, word)
    if "c" in frames and (word == "that" or word in _WH or _is_about(words, at)):
        return "c"
    if kind is C.PREPOSITION and "c" in frames and cue.kind is CueClass.SPEECH:
        return "l"
    if "x" in frames and kind in _OBJECT_START:
        return "c"
    if word == "to" and kind is C.TO:
        return "t" if "t" in frames else ("l" if cue.lemma in ("say", "write", "explain") else None)
    if "c" in frames and kind in _CLAUSE_START and (cue.lemma in STRONG or _looks_like_clause(words, at)):
        return "c"
    if "n" in frames and kind in _OBJECT_START:
        return "n"
    return "l" if cue.lemma in ("say", "write", "tell", "tweet", "add", "explain", "reply") else None


def _before_mark(cue: Cue, mark: str) -> str | None:
    if mark == ":" and ("c" in cue.frames or "q" in cue.frames):
        return "q"
    return "l" if cue.kind in (CueClass.SPEECH, CueClass.THOUGHT) and "c" in cue.frames else None


def _is_about(words: Words, at: int) -> bool:
    """An amount at the start of a clause: "about 20 people have left"."""
    return words.classes[at] is C.PREPOSITION and any(word.isdigit() for word in words.lower[at + 1 : at + 2])


def _looks_like_clause(words: Words, at: int) -> bool:
    """A finite verb stands in the next words, before any mark."""
    for position in range(at + 1, min(at + 14, len(words.tokens))):
        kind, word = words.classes[position], words.lower[position]
        if kind is C.MARK and word not in ("-", "/", "$", "%"):
            return False
        if kind in (C.VERB, C.AUXILIARY):
            return True
        if kind in (C.RELATIVE, C.SUBORDINATOR):
            return False
        cue = CUES.get(word)
        if cue is not None and cue.form in ("past", "s") and word not in NOUN_TOO and position > at:
            return True
    return words.classes[at] is C.PRONOUN
