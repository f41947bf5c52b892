"""Signs the state of the whole history, to be kept elsewhere: without it, a cut-off end cannot be noticed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations.history.checkpoints import make_checkpoint
from annotations.history.signing_key import signing_key


class Command(BaseCommand):
    """`checkpoint_history [--out FILE]`"""

    help = "Sign the root of all seals. Keep the note outside this machine; verify_history --since reads it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--out", type=Path, help="write the signed note to this file instead of printing it"
        )
        parser.add_argument("--key", action="store_true", help="print the public verifier key and stop")

    def handle(self, *args: Any, out: Path | None, key: bool, **options: Any) -> None:
        if key:
            self.stdout.write(signing_key(settings.DATA_DIR).public_line)
            return
        checkpoint = make_checkpoint(settings.DATA_DIR)
        if out is None:
            self.stdout.write(checkpoint.note, ending="")
            return
        try:
            out.write_text(checkpoint.note, encoding="utf-8")
        except OSError as refused:
            raise CommandError(f"{out} cannot be written: {refused.strerror}.") from refused
        self.stdout.write(f"{checkpoint.size} seals signed into {out}.")
