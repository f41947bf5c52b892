"""Owns asking SQLite's full-text index for the rows that hold a term. The index is kept by triggers."""

from __future__ import annotations

from annotations.history.sqlite_search import has_fts5
from annotations.models.searched import Searched
from annotations.selectors.search.query import Term

Statement = tuple[str, tuple[str | bool, ...]]


def can_look_up(term: Term) -> bool:
    """FTS5 takes a run of Han or kana for one word, so these are looked for in the text itself."""
    return has_fts5() and term.has_words and not term.is_unspaced


def holding(searched: Searched, term: Term) -> Statement:
    """A statement for the ids of the table's rows that hold the term, and its parameters.

    Within its quotation marks a string in FTS5 has no syntax.
    """
    phrase = '"' + term.text.replace('"', '""') + '"'
    statement = f"SELECT rowid FROM {searched.index} WHERE {searched.index} MATCH %s"  # noqa: S608 # own names
    return statement, (phrase if term.is_exact else f"{phrase} *",)
