"""The public door of the splitter: text in, sentences and proposed claims out. Pure Python, no network."""

from __future__ import annotations

from annotations.splitting.proposal import Kind, ProposedClaim
from annotations.splitting.splitter import SPLITTER, sentences, split

__all__ = ["SPLITTER", "Kind", "ProposedClaim", "sentences", "split"]
