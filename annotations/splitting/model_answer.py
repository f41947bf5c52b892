"""Owns the judgement of a language model's answer: only what aligns verbatim with the article becomes a proposal.

Pure. What does not align is dropped and counted with the reason; nothing is repaired and nothing guessed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from annotations.splitting.model_prompt import MOST_CLAIMS, MOST_QUOTES, STATEMENT_LENGTH, Prompt
from annotations.splitting.proposal import Kind, ProposedClaim
from annotations.text.canonical import has_visible
from annotations.text.quoting import nearest, occurrences
from annotations.text.span import Span

CLAIMANT_LENGTH = 300  # code points
# Groups of three characters that statement and quotes share, of the shorter one's. On the seed articles a statement
# of the rules shares .87 or more with its own quotes, and .4 or more with 1 in 100 of the other claims' quotes.
SAME_MATTER = 0.4
_FENCED = re.compile(r"```(?:json)?[ \t]*\n(.*)\n```", re.DOTALL)
_NUMBER = re.compile(r"\d+")
_UNWANTED = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, surrogate, private, unassigned, line breaks
_TURNS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # change the direction of what follows


class Dropped(StrEnum):
    """Why a claim of the answer is no proposal, in words that follow a number: "3 not in the article"."""

    SHAPELESS = "not in the shape that was asked for"
    KIND = "of an unknown kind"
    WORTH = "without a check-worthiness from 0 to 1"
    STATEMENT = "with a statement that is empty, too long or unreadable"
    UNQUOTED = "with quotes that are not in the article"
    ACROSS = "with quotes that are not in order inside one paragraph"
    CLAIMANT = "with a claimant whom the article does not name"
    NUMBER = "with a number that the article does not state"
    OTHER_MATTER = "with a statement about something else than its quotes"
    TWICE = "proposed twice in the same answer"
    TOO_MANY = f"beyond the {MOST_CLAIMS} that one answer may hold"


class BadAnswerError(ValueError):
    """The whole answer is not what was asked for; the message says how, without quoting it."""


@dataclass(slots=True)
class Answer:
    """The proposals of one answer in the order of the text, and how many claims were dropped for which reason."""

    claims: list[ProposedClaim] = field(default_factory=list)
    dropped: Counter[Dropped] = field(default_factory=Counter)


class _Refused(Exception):  # noqa: N818  # what happened to the claim
    def __init__(self, reason: Dropped) -> None:
        super().__init__(reason)
        self.reason = reason


def read_answer(content: str, *, text: str, prompt: Prompt) -> Answer:
    """Judge the model's answer to `prompt`, which was made from `text`. Raises BadAnswerError.

    The time is linear in the answer plus the part of the article for each claim, of which there is a bound.
    """
    answer, seen = Answer(), set()
    claims = _claims(content)
    answer.dropped[Dropped.TOO_MANY] += max(0, len(claims) - MOST_CLAIMS)
    for raw in claims[:MOST_CLAIMS]:
        try:
            claim = _proposal(raw, text, prompt)
            if claim.fragments in seen:
                raise _Refused(Dropped.TWICE)
            seen.add(claim.fragments)
            answer.claims.append(claim)
        except _Refused as refused:
            answer.dropped[refused.reason] += 1
    answer.claims.sort(key=lambda claim: claim.fragments)
    answer.dropped = +answer.dropped
    return answer


def _claims(content: str) -> list[Any]:
    """The list of claims. A fence around the whole object is habit of many models and is taken off."""
    fenced = _FENCED.fullmatch(content.strip())
    try:
        found = json.loads(
            fenced[1] if fenced else content,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object_of_single_keys,
        )
    except (ValueError, RecursionError) as error:
        raise BadAnswerError("The model's answer is not JSON, or was cut off.") from error
    if not isinstance(found, dict) or not isinstance(found.get("claims"), list):
        raise BadAnswerError('The model\'s answer has no list of "claims".')
    return list(found["claims"])


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON.")


def _object_of_single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("A key stands twice in an object.")
    return found


def _proposal(raw: Any, text: str, prompt: Prompt) -> ProposedClaim:
    if not isinstance(raw, dict):
        raise _Refused(Dropped.SHAPELESS)
    quotes, kind, statement = _quotes(raw), _kind(raw), _statement(raw)
    worth = _worth(raw)
    fragments, is_only_place = _aligned(quotes, text, prompt)
    claimant, claimant_span = _claimant(raw, text, prompt, fragments[0])
    _refuse_invention(statement, quotes, text, prompt)
    return ProposedClaim(
        fragments=fragments,
        statement=statement,
        quote=text[fragments[0].start : fragments[-1].end],
        kind=kind,
        claimant=claimant,
        claimant_span=claimant_span,
        cue_span=None,
        outer_claimant=None,
        check_worthiness=worth,
        reasons=(),
        ambiguous=not is_only_place,
    )


def _quotes(raw: dict[str, Any]) -> list[str]:
    quotes = raw.get("quotes")
    if not isinstance(quotes, list) or not 1 <= len(quotes) <= MOST_QUOTES:
        raise _Refused(Dropped.SHAPELESS)
    if not all(isinstance(quote, str) and has_visible(quote) for quote in quotes):
        raise _Refused(Dropped.SHAPELESS)
    return quotes


def _kind(raw: dict[str, Any]) -> Kind:
    try:
        return Kind(raw.get("kind", ""))
    except (ValueError, TypeError):
        raise _Refused(Dropped.KIND) from None


def _worth(raw: dict[str, Any]) -> float:
    worth = raw.get("check_worthiness")
    if isinstance(worth, bool) or not isinstance(worth, int | float) or not 0 <= worth <= 1:
        raise _Refused(Dropped.WORTH)
    return float(worth)


def _statement(raw: dict[str, Any]) -> str:
    statement = raw.get("statement")
    if not isinstance(statement, str):
        raise _Refused(Dropped.STATEMENT)
    statement = statement.strip()
    if len(statement) > STATEMENT_LENGTH or not has_visible(statement) or not _is_readable(statement):
        raise _Refused(Dropped.STATEMENT)
    return statement


def _is_readable(line: str) -> bool:
    return not any(unicodedata.category(char) in _UNWANTED or char in _TURNS for char in line)


def _aligned(quotes: list[str], text: str, prompt: Prompt) -> tuple[tuple[Span, ...], bool]:
    """Where the quotes first stand in order inside one paragraph, and whether they stand so only there."""
    places: list[tuple[Span, ...]] = []
    for paragraph in prompt.paragraphs:
        inside = paragraph.of(text)
        found = [occurrences(inside, quote) for quote in quotes]
        if earliest := _earliest(found):
            closest = [*_latest(found[:-1], earliest[-1].start), earliest[-1]]
            places.append(tuple(span.shifted(paragraph.start) for span in closest))
            if len(places) > 1 or _latest(found, len(inside)) != earliest:
                return places[0], False
    if places:
        return places[0], True
    material = text[prompt.paragraphs[0].start : prompt.paragraphs[-1].end]
    everywhere = all(quote in material for quote in quotes)
    raise _Refused(Dropped.ACROSS if everywhere else Dropped.UNQUOTED)


def _earliest(found: list[list[Span]]) -> list[Span]:
    """One span from each list, in order and disjoint, each as early as can be; empty when that is impossible."""
    chosen: list[Span] = []
    for spans in found:
        behind = chosen[-1].end if chosen else 0
        following = next((span for span in spans if span.start >= behind), None)
        if following is None:
            return []
        chosen.append(following)
    return chosen


def _latest(found: list[list[Span]], before: int) -> list[Span]:
    """The same from the back, each as late as can be; for lists of which `_earliest` has found a choice."""
    chosen: list[Span] = []
    for spans in reversed(found):
        last = next(span for span in reversed(spans) if span.end <= before)
        chosen.append(last)
        before = last.start
    return chosen[::-1]


def _claimant(raw: dict[str, Any], text: str, prompt: Prompt, first: Span) -> tuple[str | None, Span | None]:
    """Who said it, as the part of the article names them nearest to the claim."""
    claimant = raw.get("claimant")
    if claimant in (None, ""):
        return None, None
    if not isinstance(claimant, str) or len(claimant) > CLAIMANT_LENGTH or not has_visible(claimant):
        raise _Refused(Dropped.CLAIMANT)
    start = prompt.paragraphs[0].start
    span = nearest(text[start : prompt.paragraphs[-1].end], claimant, first.start - start)
    if span is None:
        raise _Refused(Dropped.CLAIMANT)
    return claimant, span.shifted(start)


def _refuse_invention(statement: str, quotes: list[str], text: str, prompt: Prompt) -> None:
    """A statement keeps to its quotes: no number from nowhere, and the same matter."""
    stated = set(_NUMBER.findall(text[prompt.paragraphs[0].start : prompt.paragraphs[-1].end]))
    stated.update(number.lstrip("0") for number in _NUMBER.findall(prompt.dated))
    stated.update(_NUMBER.findall(prompt.dated))
    if not stated.issuperset(_NUMBER.findall(statement)):
        raise _Refused(Dropped.NUMBER)
    ours, theirs = _threes(statement), _threes(" ".join(quotes))
    if len(ours & theirs) < SAME_MATTER * min(len(ours), len(theirs)):
        raise _Refused(Dropped.OTHER_MATTER)


def _threes(words: str) -> set[str]:
    """Groups of three characters, the same in every script; the white space is evened out."""
    line = f" {' '.join(words.casefold().split())} "
    return {line[at : at + 3] for at in range(len(line) - 2)}
