"""Owns asking SQLite's full-text index for the rows that hold a term. The index is kept by triggers."""

from __future__ import annotations

from django.db.models.expressions import RawSQL

from annotations.history.sqlite_search import has_fts5
from annotations.models.searched import Searched
from annotations.selectors.search_query import Term


def can_look_up(term: Term) -> bool:
    """FTS5 takes a run of Han or kana for one word, so these are looked for in the text itself."""
    return has_fts5() and term.has_words and not term.is_unspaced


def holding(searched: Searched, term: Term) -> RawSQL:
    """The ids of the table's rows that hold the term, as a subquery. A string in FTS5 has no syntax but its quotes."""
    phrase = '"' + term.text.replace('"', '""') + '"'
    statement = f"SELECT rowid FROM {searched.index} WHERE {searched.index} MATCH %s"  # noqa: S608 # own names
    return RawSQL(statement, (phrase if term.is_exact else f"{phrase} *",))  # noqa: S611 # parameters apart
