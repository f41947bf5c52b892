"""Owns bracketed asides: they are taken out before a sentence is parsed and hung on the word before them."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.splitting.tokens import Token

_OPEN = {"(": ")", "[": "]"}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Aside:
    """The tokens of an aside, brackets included; `anchor` is the number of the main token before it, or -1."""

    anchor: int
    tokens: list[Token]


def without_asides(tokens: list[Token]) -> tuple[list[Token], list[Aside]]:
    """The sentence's own tokens and its asides. A bracket that never closes stays where it is. Linear."""
    partner = _partners(tokens)
    main: list[Token] = []
    asides: list[Aside] = []
    at = 0
    while at < len(tokens):
        end = partner.get(at)
        whole = at == 0 and end == len(tokens) - 1
        if end is None or end - at > _LONGEST or whole or end - at < 2:
            main.append(tokens[at])
            at += 1
            continue
        asides.append(Aside(len(main) - 1, tokens[at : end + 1]))
        at = end + 1
    return main, asides


def _partners(tokens: list[Token]) -> dict[int, int]:
    """Where each opening bracket closes."""
    stack: list[int] = []
    found: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token.text in _OPEN:
            stack.append(at)
        elif stack and token.text in {")", "]"}:
            while stack and _OPEN[tokens[stack[-1]].text] != token.text:
                stack.pop()
            if stack:
                found[stack.pop()] = at
    return found
