"""Owns finding the sentences in Python that no translator gets to see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

TRANSLATED_BY = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}
# What these take is for programmers: an error of ours, a log line, a reason in the code, a pattern.
NOT_FOR_READERS = {
    "TypeError",
    "ValueError",
    "RuntimeError",
    "LookupError",
    "ImproperlyConfigured",
    "exempt",
    "compile",
    "format_html",
    "format_html_join",
    "warning",
    "error",
    "info",
    "exception",
    "execute",
}
# Keywords and calls whose texts stand in the API's schema, which speaks English to programmers.
SCHEMA_KEYWORDS = {"description", "help_text", "label", "labels"}
DESCRIBE_THE_SCHEMA = {"Words", "_parameter", "OpenApiParameter", "OpenApiResponse"}
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}|[a-z]{3,}[.!?]$")
_MARKUP_OR_SQL = re.compile(
    r"<[a-z/]|\b(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|WHERE|EXISTS|UNION|FROM|AND|NULL)\b"
)
_HEADER = re.compile(r"^[a-z]+(/[a-z+]+)?; ?[a-z]+=")


def unseen_sentences(source: str, *, is_api: bool = False) -> Iterator[tuple[int, str]]:
    """(line, text) of every literal that reads like words for people and goes through no gettext function."""
    tree = ast.parse(source)
    roots = [*_passed_over(tree), *(_of_the_schema(tree) if is_api else ())]
    passed_over = {id(node) for root in roots for node in ast.walk(root)}
    for node in ast.walk(tree):
        if id(node) in passed_over:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _reads_as_words(node.value):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr) and _reads_as_words(_written(node)):
            yield node.lineno, _written(node)


def _passed_over(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node  # docstrings
        elif isinstance(node, ast.Call) and _called(node) in TRANSLATED_BY | NOT_FOR_READERS:
            yield from node.args
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            yield node.annotation


def _of_the_schema(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in SCHEMA_KEYWORDS:
            yield node.value
        elif isinstance(node, ast.Call) and _called(node) in DESCRIBE_THE_SCHEMA:
            yield from node.args


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _written(joined: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in joined.values)


def _reads_as_words(text: str) -> bool:
    return bool(_SENTENCE.search(text)) and not _MARKUP_OR_SQL.search(text) and not _HEADER.match(text)
