"""Replays the whole history and compares every table with it; exit status 1 when anything differs."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from annotations.history.checkpoint_files import folders, kept_notes
from annotations.history.digests import ActionFields
from annotations.history.gesture_mark import mark_key
from annotations.history.kept_export import is_export, read_export
from annotations.history.signing_key import signing_key
from annotations.history.verification import LISTED, Report, number_of_changes, verify


class Command(BaseCommand):
    """`verify_history [--against CHECKPOINT | --since CHECKPOINT] [--json]`"""

    help = "Replay all recorded changes from nothing and compare every table with the result."
    # A missing trigger is one of its own findings, so it must run when the checks would stop it.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="write the report as one JSON object")
        kept = parser.add_mutually_exclusive_group()
        kept.add_argument(
            "--against",
            type=Path,
            metavar="CHECKPOINT",
            help="check everything, and hold it against a signed checkpoint or an export that was kept elsewhere",
        )
        kept.add_argument(
            "--since",
            type=Path,
            metavar="CHECKPOINT",
            help="the same, but walk only what has moved since that checkpoint, and say what was left out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.perf_counter()
        key = signing_key(settings.DATA_DIR).public_line
        kept = options["since"] or options["against"]
        outside, exported = self.kept(kept) if kept else (None, None)
        with tqdm(
            total=2 * number_of_changes(connection),
            unit=" changes",
            desc="hashing, then replaying",
            disable=None,
            file=sys.stderr,
        ) as progress:
            report = verify(
                connection,
                progress.update,
                key_line=key,
                outside=outside,
                kept=kept_notes(folders()),
                only_moved=options["since"] is not None,
                mark_key=mark_key(settings.DATA_DIR),
                exported=exported,
            )
        seconds = time.perf_counter() - start
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report, seconds), ensure_ascii=False, indent=2, default=str))
        else:
            self.tell(report, seconds)
        if not report.is_sound:
            sys.exit(1)

    def kept(self, path: Path) -> tuple[str | None, dict[int, ActionFields] | None]:
        """(the checkpoint, what is said of Actions): of an export both, of a checkpoint the first alone."""
        try:
            if not is_export(path):
                return path.read_text(encoding="utf-8"), None
            export = read_export(path)
        except (OSError, ValueError) as refused:
            raise CommandError(f"The checkpoint {path} cannot be read: {refused}") from refused
        return export.note or None, export.actions

    def tell(self, report: Report, seconds: float) -> None:
        self.stdout.write(
            f"{report.changes - report.changes_not_walked} changes of {report.actions} actions in"
            f" {report.tables} tables replayed,"
            f" {report.seals} seals and {report.checkpoints} checkpoints checked, in {seconds:.1f} s.\n"
            f"{report.marked} of these actions bear the mark of having been opened by factcheck."
        )
        if report.changes_not_walked:
            self.stdout.write(
                f"Not checked again: {report.changes_not_walked} changes in {report.streams_not_walked} streams"
                " without a seal since that checkpoint, the rows that only they touched, and whether rows were"
                " added without a record. verify_history --against checks them too."
            )
        if report.redactions:
            self.stdout.write(f"{report.redactions} changes had values erased, on record.")
        if report.unexplained:
            self.stdout.write(
                self.style.WARNING(
                    f"{report.unexplained} changes were written outside factcheck, by nobody known:"
                )
            )
        for change in report.unexplained_changes:
            self.stdout.write(
                f"  change {change['id']}, {change['at']}: {change['table']} {change['row_id']}"
                f" {change['operation']}"
            )
        if report.unexplained > LISTED:
            self.stdout.write(f"  and {report.unexplained - LISTED} older ones")
        for finding in report.findings:
            self.stdout.write(self.style.ERROR(f"  {finding.line()}"))
        if report.is_sound:
            what = "Every row that was checked" if report.changes_not_walked else "Every table"
            self.stdout.write(self.style.SUCCESS(f"{what} is exactly what its history says."))
        else:
            self.stdout.write(self.style.ERROR(f"{len(report.findings)} differences from the history."))


def as_json(report: Report, seconds: float) -> dict[str, Any]:
    found = asdict(report)
    return {"sound": report.is_sound, "seconds": round(seconds, 3), **found}
