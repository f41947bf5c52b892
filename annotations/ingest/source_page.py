"""Owns a fetched page to what a source needs of it: its facts and its words as plain text. Stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.ingest.fetching import Fetched
from annotations.ingest.markup import declared_charset, parse_page, words_in_blocks
from annotations.ingest.page_facts import Origin, PageFacts, facts_of, with_host
from annotations.text.canonical import UnusableText, canonical
from annotations.text.decoding import decode

LONGEST_TEXT = 500_000  # code points; what a copy holds
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class Unread(StrEnum):
    """Why the words of a page cannot be kept; "" when they can."""

    NOTHING = ""
    PDF = "pdf"
    KIND = "kind"
    DAMAGED = "damaged"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"


UNREAD: dict[Unread, Promise] = {
    Unread.PDF: _("This is a PDF, which is not read here. Paste the text you saw to keep it as a copy."),
    Unread.KIND: _("This is no page of text. Paste the text you saw to keep it as a copy."),
    Unread.DAMAGED: _("The page's text cannot be read. Paste the text you saw to keep it as a copy."),
    Unread.NO_WORDS: _("The page shows no words to programs. Paste the text you saw to keep it as a copy."),
    Unread.TOO_LONG: _("The page's text is too long for a copy. Paste the part you used."),
}


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as a source. `text` is canonical, and "" when `unread` says why."""

    url: str
    media_type: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    text: str = ""
    unread: Unread = Unread.NOTHING
    origins: dict[str, Origin] = field(default_factory=dict)

    @property
    def problem(self) -> str:
        """Why its words cannot be kept, for a reporter."""
        return str(UNREAD[self.unread]) if self.unread else ""


def read_source_page(fetched: Fetched) -> SourcePage:
    """What a fetched page says. Whatever cannot be read of it is left out; it never fails."""
    kind = _kind(fetched)
    if kind in {"text/html", "text/plain"}:
        try:
            source = _decoded(fetched)
            if kind == "text/html":
                return _webpage(fetched, source)
            return _made(fetched, kind, with_host(PageFacts(), fetched.url), source)
        except UnusableText:
            return _made(fetched, kind, with_host(PageFacts(), fetched.url), "", Unread.DAMAGED)
    why = Unread.PDF if kind == "application/pdf" else Unread.KIND
    return _made(fetched, kind, with_host(PageFacts(), fetched.url), "", why)


def _webpage(fetched: Fetched, source: str) -> SourcePage:
    tree = parse_page(source)
    # All words, not only those of an article: a quotation may come from a table or from a box beside it.
    return _made(fetched, "text/html", facts_of(tree, fetched.url), "\n\n".join(words_in_blocks(tree)))


def _made(
    fetched: Fetched, kind: str, facts: PageFacts, text: str, unread: Unread = Unread.NOTHING
) -> SourcePage:
    if not unread:
        text, unread = _fitting(text)
    return SourcePage(
        url=fetched.url,
        media_type=kind,
        title=facts.title,
        publisher=facts.publisher,
        published_on=facts.published_on,
        text=text,
        unread=unread,
        origins=facts.origins,
    )


def _fitting(text: str) -> tuple[str, Unread]:
    if len(text) > LONGEST_TEXT:
        return "", Unread.TOO_LONG
    try:
        return canonical(text), Unread.NOTHING
    except UnusableText:
        return "", Unread.NO_WORDS


def _decoded(fetched: Fetched) -> str:
    declared = fetched.charset or declared_charset(fetched.body)
    # Browsers pass over NUL, which no database keeps.
    return canonical(decode(fetched.body, declared=declared).text.replace("\x00", ""))


def _kind(fetched: Fetched) -> str:
    """The media type; where the server names none, what the first bytes look like."""
    if fetched.body.startswith(b"%PDF-"):
        return "application/pdf"
    if fetched.media_type in _PAGES:
        return "text/html"
    if fetched.media_type:
        return fetched.media_type
    return "text/html" if fetched.body.lstrip()[:1] == b"<" else "text/plain"
