"""Owns asking PostgreSQL's expression indexes for the rows that hold a term. The database keeps them itself."""

from __future__ import annotations

from django.db.models.expressions import RawSQL

from annotations.models.searched import Searched
from annotations.selectors.search_query import Term


def can_look_up(term: Term) -> bool:
    return term.has_words


def holding(searched: Searched, term: Term) -> RawSQL:
    """The ids of the table's rows that hold the term, as a subquery.

    The index knows which words a row holds and not where, because a tsvector forgets places in long texts; what
    stands together is looked up in the few rows that are left.
    """
    whole = " || ' ' || ".join(searched.columns)
    statement = f"SELECT id FROM {searched.table} WHERE factcheck_words({whole}) @@ factcheck_asked(%s, %s)"  # noqa: S608 # own names
    asked = (term.text, term.is_exact)
    if term.text.isalnum() and not term.is_unspaced:
        return RawSQL(statement, asked)  # noqa: S611 # own names, parameters apart
    together = " OR ".join(f"factcheck_holds({column}, %s, %s)" for column in searched.columns)
    return RawSQL(f"{statement} AND ({together})", asked * (1 + len(searched.columns)))  # noqa: S611
