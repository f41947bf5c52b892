"""Owns how the words of a claim are shown where they stood: before and after it was moved, with the text around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations.models import Change, Revision
from annotations.selectors.timeline.entry import Passage
from annotations.text.span import Span

AROUND = 90  # code points of the text before and after the words
BETWEEN = 160  # code points told in full between two fragments
# Texts read for one page of a timeline; passages of more are told by their words alone.
TEXTS = 12


@dataclass(slots=True)
class Fragments:
    """The fragments that one gesture took from a claim and gave it, as (span, quote); a span may be unknown."""

    old: list[tuple[Span | None, str]] = field(default_factory=list)
    new: list[tuple[Span | None, str]] = field(default_factory=list)
    article_id: int = 0

    @property
    def is_move(self) -> bool:
        return bool(self.old) and bool(self.new) and self.old != self.new

    def take(self, change: Change) -> None:
        values = change.values
        kind, _, number = change.stream.partition(":")
        if kind == "article" and number.isdecimal():
            self.article_id = int(number)
        if change.operation == Change.Operation.DELETE:
            self.old.append(_fragment(values, 0))
        elif change.operation == Change.Operation.INSERT:
            self.new.append(_fragment(values, 1))
        elif change.operation == Change.Operation.UPDATE and {"quote", "start", "end"} & values.keys():
            self.old.append(_fragment(values, 0))
            self.new.append(_fragment(values, 1))


def fragments_of(changes: Iterable[Change]) -> dict[int, Fragments]:
    """Claim id -> what became of its fragments."""
    found: dict[int, Fragments] = defaultdict(Fragments)
    for change in changes:
        if change.entity == "fragment":
            found[change.claim_id or 0].take(change)
    return dict(found)


class Texts:
    """The texts of some articles, for passages out of them."""

    def __init__(self, article_ids: Iterable[int] = ()) -> None:
        """One query, of no more than TEXTS texts; none without articles."""
        self._texts: dict[int, list[str]] = defaultdict(list)
        wanted = sorted(set(article_ids))
        if wanted:
            revisions = Revision.objects.filter(article_id__in=wanted).order_by("-number", "-id")
            for article_id, text in revisions.values_list("article_id", "text")[:TEXTS]:
                self._texts[article_id].append(text)

    def passage(self, article_id: int, fragments: Sequence[tuple[Span | None, str]]) -> Passage | None:
        """The fragments in the newest text in which they stand exactly there; None where there is no such text."""
        spans = sorted((span, quote) for span, quote in fragments if span is not None)
        if not spans or len(spans) < len(fragments):
            return None
        for text in self._texts.get(article_id, ()):
            if all(text[span.start : span.end] == quote for span, quote in spans):
                return Passage(tuple(_pieces(text, [span for span, _ in spans])))
        return None


def _fragment(values: dict[str, object], side: int) -> tuple[Span | None, str]:
    start, end, quote = (_on(values.get(name), side) for name in ("start", "end", "quote"))
    text = quote if isinstance(quote, str) else ""
    if isinstance(start, int) and isinstance(end, int):
        known: tuple[int, int] | None = (start, end)
    elif isinstance(start, int) and text:
        known = (start, start + len(text))
    elif isinstance(end, int) and text:
        known = (end - len(text), end)
    else:
        known = None
    return (Span(*known) if known and 0 <= known[0] < known[1] else None), text


def _on(value: object, side: int) -> object:
    return value[side] if isinstance(value, list) and len(value) == 2 else value


def _pieces(text: str, spans: list[Span]) -> Iterable[tuple[str, bool]]:
    first, last = spans[0].start, max(span.end for span in spans)
    yield from _told(_before(text, first))
    at = first
    for span in spans:
        if span.start > at:
            between = text[at : span.start]
            yield (between if len(between) <= BETWEEN else f"{between[:60]} … {between[-60:]}"), False
        if span.end > at:
            yield text[max(at, span.start) : span.end], True
            at = span.end
    yield from _told(_after(text, last))


def _told(around: str) -> Iterable[tuple[str, bool]]:
    if around:
        yield around, False


def _before(text: str, at: int) -> str:
    """The end of the paragraph before the words, from a whole word on."""
    around = text[max(0, at - AROUND) : at]
    line = around.rpartition("\n")[2]
    if len(line) < len(around) or at <= AROUND:
        return line
    return "… " + (around.partition(" ")[2] or around)


def _after(text: str, at: int) -> str:
    around = text[at : at + AROUND]
    line = around.partition("\n")[0]
    if len(line) < len(around) or at + AROUND >= len(text):
        return line
    return (around.rpartition(" ")[0] or around) + " …"
