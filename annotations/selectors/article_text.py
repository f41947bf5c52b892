"""Answers how an article's text is laid out with its claims marked. Pure: it is handed rows and returns pieces.

Every piece is exactly the stored text; what marks look like and where labels stand is the template's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush

from annotations.text.paragraphs import Block, blocks
from annotations.text.segments import Segment, cut
from annotations.text.span import Span

LANES = 3


@dataclass(frozen=True, slots=True)
class Marked:
    """One claim as it is marked: its fragments, its number in the article, and words for its look."""

    id: int
    number: int
    spans: tuple[Span, ...]
    state: str
    word: str  # the state, for people
    tone: str  # of the rating that shows, "" for none

    @property
    def look(self) -> str:
        return f"{self.state} {self.tone}".rstrip()


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `[start, end)` of the text, under the same claims throughout.

    `lanes` says what is underlined in each of the three lanes ("" for nothing), `more` how many claims found no
    lane. `opens` and `closes` are the claims whose first fragment begins, and whose last one ends, here.
    """

    start: int
    text: str
    claims: tuple[int, ...]
    lanes: tuple[str, ...]
    more: int
    opens: tuple[Marked, ...]
    closes: tuple[Marked, ...]

    @property
    def ids(self) -> str:
        return " ".join(map(str, self.claims))


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or heading: `text[start:end]`, cut into pieces."""

    start: int
    end: int
    is_heading: bool
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@lru_cache(maxsize=16)
def blocks_of(text: str) -> tuple[Block, ...]:
    """A revision never changes, so where its paragraphs are is worked out once."""
    return tuple(blocks(text))


def passages(text: str, marked: Sequence[Marked], touching: Sequence[Span] | None = None) -> list[Passage]:
    """The text's paragraphs with these claims marked; only those that `touching` reaches, when it is given."""
    wanted = [
        block for block in blocks_of(text) if touching is None or any(map(block.span.overlaps, touching))
    ]
    if not wanted:
        return []
    by_id = {claim.id: claim for claim in marked}
    lanes = lanes_of(marked)
    segments = cut(len(text), [(span, claim.id) for claim in marked for span in claim.spans])
    return [
        Passage(
            block.span.start,
            block.span.end,
            block.heading,
            tuple(_piece(text, segment, by_id, lanes) for segment in inside),
        )
        for block, inside in _dealt(wanted, segments)
    ]


def lanes_of(marked: Sequence[Marked]) -> dict[int, int]:
    """For each claim the first lane that is free over its whole hull; lanes from `LANES` up are not drawn."""
    taken: dict[int, int] = {}
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    opened = 0
    for claim in sorted(marked, key=lambda claim: (claim.spans[0].start, -claim.spans[-1].end, claim.id)):
        while busy and busy[0][0] <= claim.spans[0].start:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, opened = opened, opened + 1
        taken[claim.id] = lane
        heappush(busy, (claim.spans[-1].end, lane))
    return taken


def _dealt(wanted: Sequence[Block], segments: Sequence[Segment]) -> Iterator[tuple[Block, list[Segment]]]:
    """Each block with the segments inside it, cut at its edges."""
    index = 0
    for block in wanted:
        start, end = block.span.start, block.span.end
        while segments[index].end <= start:
            index += 1
        inside = []
        at = index
        while at < len(segments) and segments[at].start < end:
            segment = segments[at]
            inside.append(Segment(max(segment.start, start), min(segment.end, end), segment.ids))
            at += 1
        index = max(index, at - 1)
        yield block, inside


def _piece(text: str, segment: Segment, by_id: Mapping[int, Marked], lanes: Mapping[int, int]) -> Piece:
    looks = [""] * LANES
    more = 0
    for claim_id in segment.ids:
        lane = lanes[claim_id]
        if lane < LANES:
            looks[lane] = by_id[claim_id].look
        else:
            more += 1
    claims = [by_id[claim_id] for claim_id in segment.ids]
    return Piece(
        start=segment.start,
        text=text[segment.start : segment.end],
        claims=segment.ids,
        lanes=tuple(looks),
        more=more,
        opens=tuple(claim for claim in claims if claim.spans[0].start == segment.start),
        closes=tuple(claim for claim in claims if claim.spans[-1].end == segment.end),
    )
