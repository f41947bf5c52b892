"""Owns the cutting of text into words and marks with their offsets. Knows no sentences and no grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass

# One alternative a line, tried in order; no alternative repeats a group that repeats itself.
_TOKEN = re.compile(
    r"""
    (?!cannot\b|(?:https?|www)\b)[a-z]+(?=[\s,;])   # most words: the quick way
  | (?:https?://|www\.)[^\s<>"“”]+              # addresses
  | [\w.+-]+@\w[\w.-]*\w                        # mail addresses
  | [#@]\w+                                     # tags and handles
  | (?:[A-Za-z]\.){2,}                          # U.S., a.m.
  | (?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Col|Sgt|Lt|Capt|Gov|Sen|Rep|Rev|Hon|Prof|vs|etc|No|Inc|Co|Corp|Ltd)\.(?=\s)
  | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.(?=\s)
  | [A-Z]\.(?=\s[A-Z])                          # initials
  | \d[\d,.:/]*\d(?:st|nd|rd|th|s)?(?!\w)       # 1,234.5  16:30  1990s
  | \d+(?:st|nd|rd|th|s)(?!\w)
  | \d+
  | (?:can(?=not\b))
  | [^\W\d_]+(?=n['’]t\b)                       # do|n't
  | n['’]t\b
  | ['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b     # clitics
  | [^\W_]+(?:[-‐‑][^\W_]+)*                    # words, hyphenated words
  | \.{2,}|…
  | -{2,}
  | \S
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark at `text[start:end]`, in code points."""

    text: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]` in order; white space belongs to none. Linear in the length."""
    stop = len(text) if end is None else end
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text, start, stop)]
