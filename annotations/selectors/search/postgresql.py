"""Owns asking PostgreSQL's search index for the rows that hold a term. The index is kept by triggers."""

from __future__ import annotations

from annotations.models.searched import Searched
from annotations.selectors.search.query import Term

Statement = tuple[str, tuple[str | bool, ...]]


def can_look_up(term: Term) -> bool:
    return term.has_words


def holding(searched: Searched, term: Term) -> Statement:
    """A statement for the ids of the table's rows that hold the term, and its parameters.

    The index knows which words a row holds and not where, because a tsvector forgets places in long texts; what
    stands together is looked up in the few rows that are left.
    """
    asked = (term.text, term.is_exact)
    holds = f"SELECT id FROM {searched.index} WHERE words @@ factcheck_asked(%s, %s)"  # noqa: S608 # own names
    if term.text.isalnum() and not term.is_unspaced:
        return holds, asked
    together = " OR ".join(f"factcheck_holds({column}, %s, %s)" for column in searched.columns)
    statement = f"SELECT id FROM {searched.table} WHERE id IN ({holds}) AND ({together})"  # noqa: S608
    return statement, asked * (1 + len(searched.columns))
