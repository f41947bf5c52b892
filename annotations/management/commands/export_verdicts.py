"""Writes a project's verdicts to a file or to standard output."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.exchange.export import export, format_named
from annotations.exchange.formats import FORMATS
from annotations.models import Project


class Command(BaseCommand):
    help = "Export a project's verdicts: csv, jsonl (complete) or claimreview (published rulings)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--output", metavar="FILE", help="standard output when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.select_related("scale").filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project “{options['project']}”.")
        pieces = export(project, format_named(options["format"]))
        if options["output"]:
            self._write_file(Path(options["output"]), pieces)
            return
        try:
            for piece in pieces:
                self.stdout.write(piece, ending="")
        except BrokenPipeError:
            # The reader (`head`, a closed pager) has seen enough; Python would complain again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _write_file(self, path: Path, pieces: Any) -> None:
        """Whole or not at all: written beside its place, then moved there."""
        unfinished = path.with_name(path.name + ".part")
        try:
            with unfinished.open("w", encoding="utf-8", newline="") as file:
                for piece in tqdm(pieces, unit=" lines", disable=None, leave=False):
                    file.write(piece)
            unfinished.replace(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stderr.write(f"Written to {path}.")
