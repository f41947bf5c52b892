"""Whose a quotation is that has no cue of its own: the speaker's before it, when it goes straight on.

Adds content to findings; makes none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from annotations.splitting.attribution_finding import Finding
from annotations.splitting.attribution_quotes import Quotations

_CLOSERS = ".!?…\"”'’)"


def continue_quotations(text: str, found: Sequence[Finding], quoted: Quotations) -> None:
    """Give every unowned quotation that continues a finding's direct speech to that finding."""
    owner: dict[int, Finding] = {index: item for item in found for index in item.quotes}
    _open_paragraphs_before(text, owner, quoted)
    cues = sorted(found, key=lambda item: item.cue.start)
    starts = [item.cue.start for item in cues]
    for index, quotation in enumerate(quoted.items):
        if index in owner:
            continue
        before = owner.get(index - 1)
        if before is not None and not quoted.items[index - 1].closed:
            _own(index, before, owner, quoted)
            continue
        at = bisect_left(starts, quotation.span.start) - 1
        if at >= 0 and _goes_on(text, cues[at], quotation.span.start):
            _own(index, cues[at], owner, quoted)
    for item in found:
        item.content.sort()


def _open_paragraphs_before(text: str, owner: dict[int, Finding], quoted: Quotations) -> None:
    """A quotation that runs over paragraphs is signed at its end: take its earlier paragraphs along."""
    for index in range(len(quoted.items) - 1, 0, -1):
        holder = owner.get(index)
        previous = quoted.items[index - 1]
        adjoining = not text[previous.span.end : quoted.items[index].span.start].strip()
        if holder is not None and index - 1 not in owner and not previous.closed and adjoining:
            _own(index - 1, holder, owner, quoted)


def _own(index: int, holder: Finding, owner: dict[int, Finding], quoted: Quotations) -> None:
    owner[index] = holder
    holder.content.append(quoted.items[index].span)


def _goes_on(text: str, finding: Finding, start: int) -> bool:
    """Whether a quotation at `start` follows the finding's own sentence in the same paragraph."""
    if not finding.quotes:
        return False
    end = max(finding.cue.end, finding.claimant.end if finding.claimant else 0, finding.content[-1].end)
    between = text[end:start] if end <= start and start - end < 400 else "\n"
    if "\n" in between:
        return False
    before = text[:start].rstrip() if start < 200 else text[start - 200 : start].rstrip()
    return bool(before) and before[-1] in _CLOSERS
