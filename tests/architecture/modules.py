"""Owns the parsed modules of the repository. Judges nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the repository's root, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str | Path, text: str) -> Module:
        return cls(Path(path), text, ast.parse(text, filename=str(path)))

    @property
    def name(self) -> str:
        """The dotted name that imports it."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        """The dotted name that its relative imports start from."""
        return ".".join(self.path.parent.parts)

    def is_under(self, *folders: str) -> bool:
        return any(self.path.is_relative_to(folder) for folder in folders)

    def constants(self) -> dict[str, ast.expr]:
        """What the names of its top level are set to, where they are set once and plainly."""
        return {
            statement.targets[0].id: statement.value
            for statement in self.tree.body
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        }


def modules(*roots: str) -> Iterator[Module]:
    """Every module under these folders, or the file itself, in the order of their paths."""
    for root in roots:
        start = REPOSITORY / root
        for path in sorted(start.rglob("*.py")) if start.is_dir() else [start]:
            yield Module.of(path.relative_to(REPOSITORY), path.read_text(encoding="utf-8"))
