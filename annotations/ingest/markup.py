"""Owns parsing hostile HTML: bounded depth, no network, no entities from outside; and an element's words as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from annotations.text.canonical import UnusableText, gettext_noop

DEEPEST = 200  # elements inside one another; libxml2 drops what is deeper than 256 without a word
_SPACE = re.compile("[ \t\n\r\f]+")  # what HTML collapses; a no-break space stays
_SILENT = frozenset(
    "script style noscript template svg math iframe object select textarea title nav button".split()
)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font hi i ins kbd label mark q ref s samp small span strong sub "
    "sup time tt u var wbr".split()
)
# Halves of surrogate pairs cannot come from a page, so no page can forge these marks.
_BREAK, _CELL = "\ud800", "\ud801"
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})|<\?xml\b[^>]{0,200}?\bencoding\s{0,9}="""
    rb"""\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)


def declared_charset(data: bytes) -> str | None:
    """The charset a page names in its first 4,096 bytes."""
    match = _CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def parse_page(source: str) -> html.HtmlElement:
    """The tree of a page, comments left out. Raises UnusableText for no markup, and for too deep markup."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(source.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise UnusableText(gettext_noop("There is no text in this page."), "empty") from error
    if _is_deep(tree):
        sentence = gettext_noop("The page's elements are nested more than %(deepest)s deep.")
        raise UnusableText(sentence, "depth", deepest=str(DEEPEST))
    return tree


def _is_deep(tree: html.HtmlElement) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def words_in_blocks(element: etree._Element) -> Iterator[str]:
    """The words of each paragraph, heading, list item and table row inside `element`, in reading order.

    White space is collapsed as a browser does it; a line break stays a newline. At most DEEPEST calls deep.
    """
    parts: list[str] = []
    for piece in _pieces(element):
        if piece is not None:
            parts.append(piece)
        elif block := _joined(parts):
            yield block
            parts = []
        else:
            parts = []
    if block := _joined(parts):
        yield block


def _pieces(element: etree._Element) -> Iterator[str | None]:
    """Text in reading order, with None at each boundary between blocks."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in ("br", "lb"):
        yield _BREAK
    elif tag and tag not in _SILENT:
        block = tag not in _INLINE
        cell = tag in ("td", "th", "cell")
        if block and not cell:
            yield None
        if tag in ("li", "item"):
            yield "- "
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
        if block:
            yield _CELL if cell else None


def _joined(parts: list[str]) -> str:
    lines = _SPACE.sub(" ", "".join(parts)).split(_BREAK)
    cells = ([cell.strip(" ") for cell in line.split(_CELL)] for line in lines)
    block = "\n".join(filter(None, (" | ".join(filter(None, line)) for line in cells)))
    return "" if block == "-" else block
