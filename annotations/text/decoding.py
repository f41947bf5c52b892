"""Owns bytes to text, once and strictly: never inserts a replacement character, never repairs."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from charset_normalizer import from_bytes

from annotations.text.canonical import UnusableText, gettext_noop

_BOMS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}")
# What a page may declare; the rest of Python's codecs (utf-7, punycode, unicode_escape) are not character sets
# anybody publishes in, and some of them are dangerous.
_PUBLISHED = re.compile(
    r"utf-8|utf-16(-[lb]e)?|utf-32(-[lb]e)?|cp(125[0-8]|866|874|932|949)|iso8859-\d+|koi8-[ru]|mac-\w+"
    r"|gb(k|2312|18030)|big5(hkscs)?|euc_(jp|kr)|shift_jis|iso2022_(jp|kr)|ascii|tis-620"
)
# The Encoding Standard (encoding.spec.whatwg.org, "Names and labels"): what browsers read these names as.
_BROWSER_READS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
# Sequences of UTF-8's shape, those of its first draft (RFC 2279, up to six bytes) too.
_ATTEMPTED_UTF8 = re.compile(
    rb"[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf7][\x80-\xbf]{3}"
    rb"|[\xf8-\xfb][\x80-\xbf]{4}|[\xfc-\xfd][\x80-\xbf]{5}"
)
_HIGH = bytes(range(0x80, 0x100))
# The guesser's names for larger sets of which people publish in the smaller.
_PUBLISHED_AS = {
    "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
}
_EVIDENCE = 8  # bytes above 0x7F below which the guesser picks rarities
_SAMPLE = 32_768  # bytes shown to the guesser: enough for its statistics, and keeps its cost constant


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, the Python name of its encoding, and how that was known."""

    text: str
    encoding: str
    how: Literal["bom", "declared", "utf-8", "guess"]


def decode(data: bytes, *, declared: str | None = None, guess: bool = True) -> Decoded:
    """The text of `data`, by byte order mark, declared charset, UTF-8, or (if `guess`) statistics, in this order.

    A declared charset that is unknown or does not fit is passed over. Raises UnusableText ("undecodable") when
    nothing fits, and for damaged UTF-8, which is never taken for some other encoding: where most of the bytes
    above 0x7F form UTF-8 sequences, the first that does not is reported.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strictly(data, len(bom), encoding), encoding, "bom")
    charset = known_charset(declared)
    if charset and (text := _declared(data, charset)) is not None:
        return Decoded(text, charset, "declared")
    if guess and (wide := _unmarked_utf16(data)):
        return wide
    try:
        return Decoded(data.decode(), "utf-8", "utf-8")
    except UnicodeDecodeError as error:
        if not guess or _is_damaged_utf8(data):
            raise _undecodable(data, "utf-8", error.start) from error
        found = _guess(data)
        if found is None:
            raise _undecodable(data, "utf-8", error.start) from error
        return found


def known_charset(label: str | None) -> str | None:
    """Python's name for the character set a page or header declares, as browsers read it; None if unknown."""
    if not label or not _LABEL.fullmatch(label.strip()):
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    return _BROWSER_READS.get(name, name) if _PUBLISHED.fullmatch(name) else None


def _declared(data: bytes, charset: str) -> str | None:
    """None when the bytes do not fit, so that a wrong declaration costs nothing."""
    if charset.startswith(("utf-16", "utf-32")) and b"\x00" not in data:
        return None  # declared in words of one byte a letter, so it cannot be true
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        return None
    return text if charset == "utf-8" or not _NOT_TEXT.search(text) else None


def _strictly(data: bytes, skip: int, encoding: str) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, encoding, error.start + skip) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most bytes above 0x7F stand in sequences of UTF-8's shape, well-formed or not."""
    high = len(data) - len(data.translate(None, _HIGH))
    in_sequences = sum(len(match.group()) for match in _ATTEMPTED_UTF8.finditer(data))
    return 2 * in_sequences > high


def _guess(data: bytes) -> Decoded | None:
    """The likeliest published encoding in which all of `data` is text without control characters."""
    candidates = [match.encoding for match in from_bytes(_sample(data), preemptive_behaviour=False)]
    candidates.insert(0 if _hardly_tells(data) else len(candidates), "cp1252")
    for encoding in dict.fromkeys(candidates):
        name = codecs.lookup(_PUBLISHED_AS.get(encoding, encoding)).name
        if name.startswith("utf") or not _PUBLISHED.fullmatch(name):
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _NOT_TEXT.search(text):
            return Decoded(text, name, "guess")
    return None


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without its byte order mark: nearly every other byte of Latin text is NUL."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(even, odd) > 0 or 2.5 * max(even, odd) < len(data) or not data:
        return None
    encoding = "utf-16-le" if odd else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _NOT_TEXT.search(text) else Decoded(text, encoding, "guess")


def _hardly_tells(data: bytes) -> bool:
    """Whether there are too few bytes above 0x7F for statistics; then the commonest Western encoding goes first."""
    high = len(data) - len(data.translate(None, _HIGH))
    return high <= _EVIDENCE and high * 4 < len(data) + 4


def _sample(data: bytes) -> bytes:
    """Up to `_SAMPLE` bytes of whole lines, those with bytes above 0x7F first: they carry the evidence."""
    if len(data) <= _SAMPLE:
        return data
    telling = (line for line in data.splitlines(keepends=True) if not line.isascii())
    picked: list[bytes] = []
    room = _SAMPLE
    for line in telling:
        picked.append(line[:room])
        room -= len(line)
        if room <= 0:
            break
    return b"".join(picked)


def _undecodable(data: bytes, encoding: str, at: int) -> UnusableText:
    line = data.count(b"\n", 0, at) + 1
    return UnusableText(
        gettext_noop(
            "The text is not valid %(encoding)s: byte 0x%(byte)s at position %(position)s (line %(line)s) does "
            "not fit. Save the file as UTF-8 and try again."
        ),
        "undecodable",
        encoding=encoding.upper(),
        byte=f"{data[at]:02X}",
        position=f"{at:,}",
        line=f"{line:,}",
    )
