"""Owns finding the words in a template that no translator gets to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

# Attributes that people read or hear.
READ_ATTRIBUTES = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "label",
    "placeholder",
    "title",
}
# The product's name, keys as they are printed on keyboards, and units that are the same everywhere.
SAME_IN_EVERY_LANGUAGE = re.compile(
    r"\b(factcheck|Atom|API|URL|JSON|SHA-256|PDF|shift|ctrl|alt|esc|enter|x)\b"
)
UNREAD_ELEMENTS = {"code", "kbd", "script", "style", "svg"}
# Filters that show their argument.
_SHOWN_BY_A_FILTER = re.compile(r"\|(?:default|default_if_none|yesno|pluralize|add):[\"']([^\"']*)[\"']")
_WORD = re.compile(r"[^\W\d_]{2,}")


def unseen_words(source: str) -> Iterator[str]:
    """Each run of words that stands in the template outside every translation tag: in text, attributes, filters."""
    reader = _Reader()
    reader.feed(_without_tags(source))
    reader.close()
    yield from reader.found
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.VAR:
            yield from (words for words in _SHOWN_BY_A_FILTER.findall(token.contents) if _WORD.search(words))


def _without_tags(source: str) -> str:
    """The HTML with a blank for every tag and variable; blocks that are translated, or no text, are left out."""
    kept: list[str] = []
    closing = ""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            if name in {"blocktranslate", "comment"} and not closing:
                closing = f"end{name}"
            elif name == "block" and token.contents.endswith("_class") and not closing:
                closing = "endblock"
            elif name == closing:
                closing = ""
            kept.append(" ")
        elif token.token_type == TokenType.TEXT and not closing:
            kept.append(token.contents)
        else:
            kept.append(" ")
    return "".join(kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in UNREAD_ELEMENTS
        for name, value in attrs:
            if name in READ_ATTRIBUTES or (
                tag == "meta" and name == "content" and ("name", "description") in attrs
            ):
                self._look_at(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._unread -= tag in UNREAD_ELEMENTS

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in UNREAD_ELEMENTS

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._look_at(data)

    def _look_at(self, text: str) -> None:
        if _WORD.search(SAME_IN_EVERY_LANGUAGE.sub(" ", text)):
            self.found.append(" ".join(text.split()))
