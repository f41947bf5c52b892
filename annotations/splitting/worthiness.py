"""How much a statement deserves a check, from 0 to 1, and why, as codes the UI can show.

Ranks, never hides. Knows nothing of the article beyond what it is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.splitting.proposal import Kind


@dataclass(frozen=True, slots=True)
class Worthiness:
    """`score` from 0 to 1; `reasons` are short codes such as "number" or "opinion", weightiest first."""

    score: float
    reasons: tuple[str, ...]


_NUMBER = re.compile(r"\d")


def worthiness(statement: str, *, kind: Kind, context: str = "") -> Worthiness:
    """Rate one statement. Never raises, whatever the text."""
    score, reasons = 0.4, []
    if _NUMBER.search(statement):
        score += 0.35
        reasons.append("number")
    if kind in ("opinion", "prediction"):
        score -= 0.25
        reasons.append(str(kind))
    return Worthiness(min(1.0, max(0.0, score)), tuple(reasons))
