"""Owns the list of pages that read, each with its address on the desk of conftest.py."""

from __future__ import annotations

from django.urls import reverse

from tests.web.conftest import Desk

IN_PROJECT = ("project", "queue", "articles", "article_add", "sources", "exports", "find", "tags")
EVERY_PAGE = (
    *IN_PROJECT,
    "article_edit",
    "article_history",
    "article_paper",
    "claim_history",
    "source",
    "source_edit",
    "home",
    "mentions",
    "account",
    "keys",
)
FOR_WRITERS = frozenset({"article_add", "article_edit", "source_edit"})
FOR_EVERYBODY = frozenset({"home", "mentions", "account", "keys"})


def address(name: str, desk: Desk) -> str:
    if name in IN_PROJECT:
        return reverse(name, args=[desk.project.slug])
    if name in {"article_edit", "article_history", "article_paper"}:
        return reverse(name, args=[desk.article.pk])
    if name == "claim_history":
        return reverse(name, args=[desk.claim.pk])
    return reverse(name, args=[desk.source.pk]) if name.startswith("source") else reverse(name)
