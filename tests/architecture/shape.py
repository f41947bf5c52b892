"""Owns the outward shape of a module: its length, its docstring, its name, the length of its functions."""

from __future__ import annotations

import ast

from tests.architecture.modules import Module

MODULE_LINES = 300
FUNCTION_LINES = 60

FORBIDDEN = {
    "utils",
    "helpers",
    "common",
    "core",
    "base",
    "manager",
    "managers",
    "misc",
    "functions",
    "tools",
}
# Django looks for a database backend's parts under these names.
NAMED_BY_DJANGO = {"annotations/history/sqlite/base.py", "annotations/history/postgresql/base.py"}
# It leaves the house: an outsider gets this one file and nothing else.
STANDS_ALONE = "annotations/history/offline_verifier.py"
# makemigrations writes them; their length follows the tables.
GENERATED = "annotations/migrations"


def shape_problems(module: Module) -> list[str]:
    """One line for each rule of shape that the module breaks."""
    return [*_name(module), *_docstring(module), *_length(module), *_functions(module)]


def function_lengths(module: Module) -> list[tuple[int, str]]:
    """Lines from `def` to the end and where it stands, for every function; decorators are not counted."""
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{module.path}:{node.lineno} {node.name}")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _name(module: Module) -> list[str]:
    if module.path.as_posix() in NAMED_BY_DJANGO:
        return []
    words = FORBIDDEN.intersection(module.path.with_suffix("").parts)
    return [f"{module.path} is named {word!r}: name the noun it owns" for word in sorted(words)]


def _docstring(module: Module) -> list[str]:
    if module.is_under(GENERATED) or not module.tree.body:
        return []
    if not (text := ast.get_docstring(module.tree)):
        return [f"{module.path} has no docstring: say what it owns"]
    # The rule is one to five lines; a blank line between sentences is not counted.
    return [f"{module.path} opens with more than 12 lines"] * (len(text.splitlines()) > 12)


def _length(module: Module) -> list[str]:
    lines = len(module.text.splitlines())
    is_free = module.is_under(GENERATED) or module.path.as_posix() == STANDS_ALONE
    too_long = lines > MODULE_LINES and not is_free
    return [f"{module.path} has {lines} lines, more than {MODULE_LINES}: split it by noun"] * too_long


def _functions(module: Module) -> list[str]:
    return [
        f"{where} has {lines} lines, more than {FUNCTION_LINES}"
        for lines, where in function_lengths(module)
        if lines > FUNCTION_LINES
    ]
