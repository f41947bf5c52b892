"""Owns asking the web about a source for one person: within a limit, remembered for a while, kept as a copy when asked.

Looking up stores nothing. What was looked up is remembered in the cache, so that a copy that is kept right afterwards
is of the page that was shown; where processes have a cache each, the page is fetched again instead.
"""

from __future__ import annotations

import hashlib
import zlib
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.ingest.fetch_error import FetchError
from annotations.ingest.fetching import fetch
from annotations.ingest.source_page import SourcePage, read_source_page
from annotations.models import Citation, Claim, Project, Source, SourceCopy, User, Verb
from annotations.policy import require
from annotations.selectors.source_copies import newest_copy
from annotations.services.source_copies import keep_copy
from annotations.services.sources import cite_address

LOOK_UPS_ALLOWED = 40
PERIOD_SECONDS = 600
REMEMBERED_SECONDS = 900
_LARGEST_REMEMBERED = 200_000  # bytes, packed


def look_up_source(*, actor: Actor, project: Project, url: str) -> SourcePage:
    """What the page at an address says about itself. Raises FetchError and PermissionDenied; stores nothing."""
    require(actor, Verb.SOURCE_ADDED, project)
    return _looked_up(actor, url)


def copy_source(*, actor: Actor, source: Source) -> SourceCopy:
    """Keep a copy of a source's page, fetched now or looked up by the same person a moment ago.

    Raises FetchError and ValidationError, either saying why nothing was kept, and PermissionDenied.
    """
    require(actor, Verb.SOURCE_FETCHED, source.project)
    page = remembered(actor.person, source.url) or _looked_up(actor, source.url)
    return keep_page(actor=actor, source=source, page=page)


def cite_and_keep(*, actor: Actor, claim: Claim, url: str, **cited: Any) -> Citation:
    """Cite an address and keep, in the same gesture, the page that the person looked up there a moment ago.

    Asks no network: without such a page, and where the newest copy says the same, only the citation is made.
    """
    page = remembered(actor.person, url)
    with recorded(actor, Verb.SOURCE_CITED):
        citation = cite_address(actor=actor, claim=claim, url=url, **cited)
        newest = newest_copy(citation.source)
        if page and not page.problem and (newest is None or newest.text != page.text):
            keep_page(actor=actor, source=citation.source, page=page)
            citation.refresh_from_db()
        return citation


def keep_page(*, actor: Actor, source: Source, page: SourcePage) -> SourceCopy:
    """Keep a page that was looked up as the source's copy. Raises ValidationError where it has no words to keep."""
    if page.problem:
        raise ValidationError({"url": [ValidationError(page.problem, code=page.unread)]})
    return keep_copy(
        actor=actor,
        source=source,
        url=page.url,
        media_type=page.media_type,
        text=page.text,
        title=page.title,
    )


def remembered(person: User | None, url: str) -> SourcePage | None:
    """What this person looked up at this address within the last quarter of an hour."""
    found: tuple[SourcePage, bytes] | None = cache.get(_key(person, url))
    if found is None:
        return None
    page, packed = found
    return replace(page, text=zlib.decompress(packed).decode())


def _looked_up(actor: Actor, url: str) -> SourcePage:
    _count(actor.person)
    page = read_source_page(fetch(url))
    packed = zlib.compress(page.text.encode(), 1)
    if len(packed) <= _LARGEST_REMEMBERED:
        cache.set(_key(actor.person, url), (replace(page, text=""), packed), REMEMBERED_SECONDS)
    return page


def _count(person: User | None) -> None:
    """Raises FetchError for whoever looks up more than people do."""
    if person is None:
        return
    key = f"looked-up-{person.pk}"
    cache.add(key, 0, PERIOD_SECONDS)
    with suppress(ValueError):  # it expired at this very moment
        if cache.incr(key) > LOOK_UPS_ALLOWED:
            raise FetchError("often")


def _key(person: User | None, url: str) -> str:
    digest = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
    return f"source-page-{person.pk if person else 0}-{digest}"
