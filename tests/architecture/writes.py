"""Owns how a write to the database looks in code, and where one may stand.

It reads syntax, not types: a receiver counts as a queryset when its expression or the assignment of its
name goes through a manager, a queryset method or a reverse accessor. So `dict.update` and `hash.update` pass.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from tests.architecture.modules import Module

HOMES = ("annotations/services", "annotations/history", "annotations/migrations")

# These words mean a write whatever they are called on.
ALWAYS = {
    "save", "asave", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "get_or_create",
    "aget_or_create", "update_or_create", "aupdate_or_create", "create_user", "create_superuser",
    "executemany", "executescript", "copy_from",
}  # fmt: skip
# These write only when called on a manager or a queryset.
ON_QUERYSETS = {
    "create", "acreate", "update", "aupdate", "delete", "adelete", "add", "set", "remove", "clear",
}  # fmt: skip
MANAGERS = {"objects", "_default_manager", "_base_manager"}
QUERYSET_METHODS = {
    "all", "annotate", "distinct", "exclude", "filter", "get", "first", "last", "none", "only", "defer",
    "order_by", "prefetch_related", "reverse", "select_for_update", "select_related", "using",
}  # fmt: skip
CHANGES_ROWS = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|ALTER|DROP|CREATE|WITH\b.*"
                          r"\b(?:INSERT|UPDATE|DELETE)\b)", re.IGNORECASE | re.DOTALL)  # fmt: skip


def write_problems(module: Module, accessors: Iterable[str] = ()) -> list[str]:
    """One line for every write outside its homes. `accessors` are the models' reverse names."""
    if module.is_under(*HOMES):
        return []
    managers = MANAGERS | set(accessors)
    querysets = _queryset_names(module.tree, managers)
    return [
        f"{module.path}:{call.lineno} only services write; this calls {ast.unparse(call.func)}()"
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _writes(call, managers, querysets, module.constants())
    ]


def reverse_accessors(models: Iterable[Module]) -> set[str]:
    """Every `related_name` that the models declare, and every many-to-many field."""
    names = set()
    for module in models:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.keyword) and node.arg == "related_name":
                names |= {node.value.value} if isinstance(node.value, ast.Constant) else set()
            if isinstance(node, ast.AnnAssign | ast.Assign) and "ManyToManyField" in ast.unparse(node):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                names |= {ast.unparse(target)}
    return {str(name) for name in names if name != "+"}


def _writes(call: ast.Call, managers: set[str], querysets: set[str], constants: dict[str, ast.expr]) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    verb, receiver = call.func.attr, call.func.value
    if verb == "execute":
        return _is_row_changing(call, constants)
    if verb in {"delete", "adelete"} and not call.args and not call.keywords:
        return True
    on_queryset = verb in ON_QUERYSETS and _is_queryset(receiver, managers, querysets)
    return verb in ALWAYS or on_queryset


def _is_row_changing(call: ast.Call, constants: dict[str, ast.expr]) -> bool:
    """True for a statement that changes rows, and for one that is put together out of sight."""
    if not call.args:
        return False
    statement = call.args[0]
    if isinstance(statement, ast.Name):
        statement = constants.get(statement.id, statement)
    if isinstance(statement, ast.JoinedStr) and statement.values:
        statement = statement.values[0]
    if not isinstance(statement, ast.Constant):
        return True
    return isinstance(statement.value, str) and bool(CHANGES_ROWS.match(statement.value))


def _is_queryset(node: ast.expr, managers: set[str], querysets: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in querysets
    if isinstance(node, ast.Attribute):
        return (
            node.attr in managers or node.attr.endswith("_set") or _is_queryset(node.value, managers, set())
        )
    if isinstance(node, ast.Subscript):
        return _is_queryset(node.value, managers, querysets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        started = _is_queryset(node.func.value, managers, querysets)
        return started or (node.func.attr in QUERYSET_METHODS - {"get"} and node.func.attr != "reverse")
    return False


def _queryset_names(tree: ast.Module, managers: set[str]) -> set[str]:
    """Names that are set to a queryset somewhere in the module."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) or node.value is None:
            continue
        if _is_queryset(node.value, managers, names):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names
