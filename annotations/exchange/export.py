"""Owns exporting a project: who may, which format, streamed. The formats themselves know no rows."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.exchange.formats import FORMATS, Format
from annotations.exchange.gathering import article_records, project_record
from annotations.models import Project


def format_named(name: str) -> Format:
    """Raises ValueError naming the formats there are."""
    if name not in FORMATS:
        raise ValueError(f"There is no format “{name}”; choose {', '.join(FORMATS)}.")
    return FORMATS[name]


def export(project: Project, chosen: Format) -> Iterator[str]:
    """The file in pieces. Edges have found the project among those the person may see."""
    return chosen.write(project_record(project), article_records(project))


def file_name(project: Project, chosen: Format) -> str:
    return f"{project.slug}-{chosen.name}.{chosen.ending}"
