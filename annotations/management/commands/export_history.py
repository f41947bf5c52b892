"""Writes the whole history as JSON Lines, and the program with which an outsider checks it."""

from __future__ import annotations

import inspect
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.history import offline_verifier
from annotations.history.export import exported_lines
from annotations.history.signing_key import signing_key


class Command(BaseCommand):
    """`export_history [--out FILE] [--verifier FILE]`"""

    help = "Export actions, changes, seals and checkpoints as JSON Lines, for checking without factcheck."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, help="write to this file instead of standard output")
        parser.add_argument(
            "--verifier", type=Path, help="also write the one-file program that checks an export"
        )

    def handle(self, *args: Any, out: Path | None, verifier: Path | None, **options: Any) -> None:
        lines = tqdm(
            exported_lines(signing_key(settings.DATA_DIR).public_line),
            unit=" lines",
            desc="exporting",
            disable=None,
            file=sys.stderr,
        )
        try:
            if verifier:
                verifier.write_text(inspect.getsource(offline_verifier), encoding="utf-8")
            with ExitStack() as stack:
                file = stack.enter_context(out.open("w", encoding="utf-8")) if out else self.stdout
                for line in lines:
                    file.write(line)
        except OSError as refused:
            raise CommandError(f"{refused.filename} cannot be written: {refused.strerror}.") from refused
