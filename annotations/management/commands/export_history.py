"""Writes the whole history as JSON Lines and as W3C PROV, and the program with which an outsider checks it."""

from __future__ import annotations

import inspect
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from annotations.exchange.prov import prov_pieces, whole_history
from annotations.history import offline_verifier
from annotations.history.export import exported_lines
from annotations.history.reading import one_moment
from annotations.history.signing_key import signing_key


class Command(BaseCommand):
    """`export_history [--out FILE] [--prov FILE] [--verifier FILE]`"""

    help = "Export actions, changes, seals and checkpoints as JSON Lines, for checking without factcheck."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, help="write to this file instead of standard output")
        parser.add_argument("--prov", type=Path, help="also write it as W3C PROV (PROV-JSON)")
        parser.add_argument(
            "--verifier", type=Path, help="also write the one-file program that checks an export"
        )

    def handle(
        self, *args: Any, out: Path | None, prov: Path | None, verifier: Path | None, **options: Any
    ) -> None:
        try:
            if verifier:
                verifier.write_text(inspect.getsource(offline_verifier), encoding="utf-8")
            self.write(out, exported_lines(signing_key(settings.DATA_DIR).public_line))
            if prov:
                with one_moment(connection):
                    self.write(prov, prov_pieces(whole_history(), settings.PUBLIC_BASE_URL.rstrip("/")))
        except OSError as refused:
            raise CommandError(f"{refused.filename} cannot be written: {refused.strerror}.") from refused

    def write(self, path: Path | None, pieces: Iterable[str]) -> None:
        """Piece by piece, to the file or to standard output."""
        with ExitStack() as stack:
            file = stack.enter_context(path.open("w", encoding="utf-8")) if path else self.stdout
            for piece in tqdm(pieces, unit=" lines", desc="exporting", disable=None, file=sys.stderr):
                file.write(piece)
