"""Owns fitting what a page or header says about an article to a Document's fields; what does not fit becomes ""."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from annotations.ingest.document import LANGUAGE_LIMIT, URL_LIMIT
from annotations.text.canonical import UnusableText, clean_line

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_UNSAFE_IN_URL = re.compile(
    '[\x00-\x20\x7f-\xa0<>"\\\\^`{|}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]'
)


def as_line(value: object, limit: int) -> str:
    """A name or title on one line, outer white space removed; "" when it is unusable or longer than `limit`."""
    if not isinstance(value, str):
        return ""
    try:
        return clean_line(value.strip(), limit=limit).strip()
    except UnusableText:
        return ""


def as_url(value: object) -> str:
    """An absolute http or https address without a password; "" for anything else."""
    if (
        not isinstance(value, str)
        or len(value) > URL_LIMIT
        or _UNSAFE_IN_URL.search(value := value.strip("<> \t\n"))
    ):
        return ""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        usable = usable and parts.username is None  # a password would be stored for all to see
        value.encode()
    except ValueError:
        return ""
    return value if usable else ""


def as_language(value: object) -> str:
    """A BCP 47 language tag such as "de" or "zh-Hant"; "" for anything else."""
    value = value.strip().replace("_", "-") if isinstance(value, str) else ""
    return value if len(value) <= LANGUAGE_LIMIT and _LANGUAGE.fullmatch(value) else ""
