"""The public door of the splitter: text in, sentences and proposed claims out. Pure Python, no network."""

from __future__ import annotations

import os

# The parser's matrices are small: a second thread only waits for the first, and burns a core doing so.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from annotations.splitting.proposal import Kind, ProposedClaim
from annotations.splitting.splitter import SPLITTER, Reading, read, sentences, split

__all__ = ["SPLITTER", "Kind", "ProposedClaim", "Reading", "read", "sentences", "split"]
