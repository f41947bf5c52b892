"""Owns a timeline as a feed (Atom, RFC 4287): the newest gestures as entries. Knows no address that it is not given."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotations.selectors.timeline.pages import Entry, Page

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# Code points that XML 1.0 (section 2.2) has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 2_000  # code points told of one value


def timeline_atom(page: Page, *, title: str, address: str, feed: str, of: Callable[[Entry], str]) -> str:
    """The feed's text. `address` is the page it is the feed of, `feed` its own; `of` tells where an entry is."""
    made = Atom1Feed(
        title=_written(title), link=address, description="", feed_url=feed, language=get_language() or "en"
    )
    for entry in page.entries:
        made.add_item(
            title=_written(entry.sentence),
            link=of(entry),
            unique_id=of(entry),
            description=_written(_content(entry)),
            author_name=_written(entry.who),
            pubdate=entry.at,
            updateddate=entry.at,
        )
    text: str = made.writeString("utf-8")
    return text


def _content(entry: Entry) -> str:
    lines = []
    if entry.subject:
        lines.append(entry.subject.label)
    if entry.reason:
        lines.append(_("Why: %(reason)s") % {"reason": entry.reason})
    if entry.erasure:
        lines.append(entry.erasure)
    for part in entry.parts:
        old, new = part.old[:LONGEST], part.new[:LONGEST]
        if old and new:
            lines.append(f"{part.row} {part.label}: {old} → {new}")
        elif old:
            lines.append(_("%(what)s removed: %(old)s") % {"what": f"{part.row} {part.label}", "old": old})
        else:
            lines.append(f"{part.row} {part.label}: {new}")
        if part.erasure:
            lines.append(f"{part.row} {part.label}: {part.erasure}")
    # Readers take the summary for HTML.
    escaped = (line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines)
    return "<br>".join(escaped)


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
