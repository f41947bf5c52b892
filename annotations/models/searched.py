"""Owns the list of what can be found by its words: tables and their columns. How they are indexed is not said here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Searched:
    """One table whose text is indexed. The index has the name `find_` and the model's name on both engines."""

    entity: str
    columns: tuple[str, ...]

    @property
    def table(self) -> str:
        return f"annotations_{self.entity}"

    @property
    def index(self) -> str:
        return f"find_{self.entity}"


SEARCHED = {
    entity: Searched(entity, columns)
    for entity, columns in {
        "article": ("title", "publisher", "byline", "url"),
        "revision": ("text",),
        "claim": ("statement", "claimant"),
        "fragment": ("quote",),
        "source": ("title", "publisher", "url"),
        "citation": ("quote",),
        "note": ("text",),
    }.items()
}
