"""Owns the directions in which modules may import each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.modules import Module

# Lowest first. A layer imports those of the rows above it and itself, never a neighbour in its own row.
LAYERS = (
    ("text",),
    ("splitting",),
    ("models",),
    ("history",),
    ("policy",),
    ("selectors",),
    ("services",),
    ("exchange", "ingest"),
    ("api", "web", "admin", "management"),
    ("factcheck",),
)
RANK = {layer: rank for rank, row in enumerate(LAYERS) for layer in row}

# Parts that Django names and calls, each allowed what the layer beside it is allowed.
STANDS_WITH = {
    "apps": "factcheck",  # wires the whole application at start-up
    "migrations": "selectors",  # installs triggers of history, and may not lean on a service
    "templatetags": "web",  # the words of web's templates
}

# Folders beside annotations/ and the layer each stands with.
TOP_LEVEL = {
    "factcheck": "factcheck",
    "seeds": "exchange",  # reads its files into services, for the command to call
}

PURE = ("annotations/text", "annotations/splitting", "annotations/exchange/formats")
FRAMEWORKS = {"django", "rest_framework"}

# Functions that import what a string names.
IMPORTERS = {"import_module", "import_string", "__import__"}


def layer_of(dotted: str) -> str | None:
    """The layer a dotted name belongs to; None for other people's code and for the package itself."""
    parts = dotted.split(".")
    if parts[0] in TOP_LEVEL:
        return TOP_LEVEL[parts[0]]
    if parts[0] != "annotations" or len(parts) == 1:
        return None
    layer = STANDS_WITH.get(parts[1], parts[1])
    return layer if layer in RANK else None


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything it imports: anywhere in it, also for types, also by name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(module, node)
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in IMPORTERS:
            yield from (
                (node.lineno, str(name.value)) for name in node.args if isinstance(name, ast.Constant)
            )


def import_problems(module: Module) -> list[str]:
    """One line for every import against the direction, and for Django where the code must be pure."""
    own = layer_of(module.name)
    found = []
    for line, name in imported(module):
        other = layer_of(name)
        if own and other and own != other and RANK[other] >= RANK[own]:
            found.append(f"{module.path}:{line} {own} must not import {other} ({name})")
        if module.is_under(*PURE) and name.split(".")[0] in FRAMEWORKS:
            found.append(f"{module.path}:{line} this layer is pure Python and must not import {name}")
    return found


def unknown_layer(module: Module) -> list[str]:
    """A module of annotations/ that no row of LAYERS names has no place yet."""
    if module.name.startswith("annotations.") and layer_of(module.name) is None:
        return [f"{module.path} belongs to no layer: DESIGN section 3 has no such folder"]
    return []


def _origin(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    start = module.package.split(".")
    start = start[: len(start) - node.level + 1]
    return ".".join([*start, node.module] if node.module else start)


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
