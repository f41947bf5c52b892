"""Owns where a plain text's paragraphs are, and which of them are headings. Offsets only, nothing is rewritten.

A heading is recognised by its shape, not its words: a bare short line without final punctuation, with body after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.text.canonical import has_visible
from annotations.text.line_wrap import wrapped_line_starts
from annotations.text.span import Span

HEADING_WORDS = 12
HEADING_LENGTH = 80  # code points; half of it where words are not separated by spaces
HEADLINE_WORDS = 24
HEADLINE_LENGTH = 150
# Latin, Arabic, CJK, Devanagari, Armenian, Ethiopic, Khmer and Burmese ends of sentences.
FINAL_PUNCTUATION = ".!?…;,؟۔؛،。！？｡、；，।॥։።៕။"
_CLOSERS = "\"'”’»›)]}」』）】›“"
_OPENERS = "\"'“‘«‹„「『"
_LIST_ITEM = re.compile(r"(?:[QA]:\s|[-*•·‣▪◦–—>|+=~_]|[(\[]?\d{1,3}[.)\]]|[(\[]?[a-zA-Zа-яА-Я][.)]\s)")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
# Furniture of copied pages and the labels of captions and bylines, in the languages we meet most.
_LABEL = (
    "photos?|photograph|file photo|images?|picture|caption|credit|video|watch|listen|share|related|sources?"
    "|advertise?ment|updated|published(?: on)?|fotos?|bild|bildquelle|anzeige|quelle|stand|teilen"
    "|фото|відео|джерело|реклама|поділитися|источник|поделиться|صورة|المصدر|إعلان|publicité|crédit|fuente|写真|画像|動画|広告|出典"
)
_LINK = (
    "read (?:more|also|next|now)|also read|see also|related (?:stories|articles|topics)|share (?:this|on|via)|subscribe"
    "|sign up|skip to|jump to|watch (?:live|now)|listen (?:live|now|to)|last (?:updated|modified)|follow us|click here"
    "|mehr zum thema|lesen sie|читайте|читать|اقرأ|lire aussi|à lire|lea también|関連記事|https?://|www[.]|©|[(]c[)]"
)
_FURNITURE = re.compile(
    rf"(?:(?:{_LABEL})\s?(?:[:：|©(]|by\b|courtesy\b|$)|(?:{_LINK})|(?-i:(?:By|BY|Von|Par) [^\W\d_a-z]))",
    re.IGNORECASE,
)
_WIRE_SLUG = re.compile(r"[A-Z]{2,4}-[A-Z]\S{0,40}[-,]")
_CREDIT = re.compile(r"(?:\([^()/]{0,30}/[^()]{0,30}\)|/[A-Z]{2,6}|[|©][^|©]{0,40})$")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its span without surrounding newlines, and whether it is a heading."""

    span: Span
    heading: bool


def paragraphs(text: str) -> list[Span]:
    """The spans of `text`'s paragraphs, in order, without surrounding white space and newlines.

    Each line with anything on it is one, except in text wrapped at a fixed width (mail, wire copy), where the
    lines of one paragraph stay together. Other break characters (U+2028, form feed) do not end a paragraph.
    """
    spans: list[Span] = []
    carried_on = wrapped_line_starts(text)
    for start, end in _lines(text):
        line = text[start:end]
        if not has_visible(line):
            continue
        span = Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        if start in carried_on:
            span = Span(spans.pop().start, span.end)
        spans.append(span)
    return spans


def blocks(text: str) -> list[Block]:
    """`text`'s paragraphs, each with whether it is a heading."""
    spans = paragraphs(text)
    bare = [is_bare_line(span.of(text)) for span in spans]
    if any(len(span) > len(spans[0]) for span in spans[1:5]):
        bare[0] = is_headline(spans[0].of(text))
    return [Block(span, _heads(bare, index)) for index, span in enumerate(spans)]


def is_bare_line(line: str, *, longest: int = HEADING_LENGTH, words: int = HEADING_WORDS) -> bool:
    """Whether a line has the shape of a heading: short, no list mark, quotation, caption or final punctuation."""
    line = line.strip()
    if _UNSPACED.search(line[:longest]):
        longest //= 2
    if not line or "\n" in line or len(line) > longest or len(line.split()) > words:
        return False
    if _LIST_ITEM.match(line) or is_furniture(line) or _CREDIT.search(line):
        return False
    if ends_sentence(line) or line[-1] == ":" or _is_quoted(line):
        return False
    return any(map(str.isalpha, line)) and not _is_mostly_numbers(line)


def is_headline(line: str) -> bool:
    """Whether the first line of a text has the shape of a newspaper's title: longer, and may ask a question."""
    line = line.strip()
    return (
        is_bare_line(line.rstrip("?？؟"), longest=HEADLINE_LENGTH, words=HEADLINE_WORDS)
        and line[0] not in _OPENERS
    )


def is_furniture(line: str) -> bool:
    """Whether a line is a caption, byline, advertisement or link of the page it was copied from."""
    return _FURNITURE.match(line) is not None or _WIRE_SLUG.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends in punctuation that ends or continues a sentence, behind closing quotes or not."""
    last = line.rstrip().rstrip(_CLOSERS)[-1:]
    return last != "" and last in FINAL_PUNCTUATION


def _is_quoted(line: str) -> bool:
    return line[0] in _OPENERS and line[-1] in _CLOSERS


def _is_mostly_numbers(line: str) -> bool:
    """Whether a line is a date, a time or a row of a table."""
    numbers = re.findall(r"\d+", line)
    digits, letters = sum(map(len, numbers)), sum(map(str.isalpha, line))
    dated = letters < 20 and any(len(number) == 4 for number in numbers)
    return len(numbers) > 1 and (dated or 2 * digits > letters)


def _heads(bare: Sequence[bool], index: int) -> bool:
    """Whether the block at `index` heads the body after it.

    A title may stand over a byline and a heading over a smaller one; three bare lines in a row are a list, a
    table or a menu, of which only the first line of the whole text may be a heading.
    """
    if not bare[index]:
        return False
    first, last = index, index
    while first > 0 and bare[first - 1] and index - first < 3:
        first -= 1
    while last + 1 < len(bare) and bare[last + 1] and last - index < 3:
        last += 1
    if last == len(bare) - 1:
        return index == 0 and len(bare) > 1
    return index == 0 or last - first < 2


def _lines(text: str) -> list[tuple[int, int]]:
    """Starts and ends of the lines, ends without their newline."""
    lines = []
    start = 0
    while (end := text.find("\n", start)) >= 0:
        lines.append((start, end))
        start = end + 1
    lines.append((start, len(text)))
    return lines
