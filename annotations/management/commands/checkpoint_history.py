"""Signs the state of the whole history, to be kept elsewhere: without it, a cut-off end cannot be noticed."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations.history.checkpoint_files import folders, keep_copies
from annotations.history.checkpoint_rounds import rounds
from annotations.history.checkpoints import make_checkpoint
from annotations.history.signing_key import signing_key
from annotations.management.beside import stopped_by_signals


def minutes(text: str) -> timedelta:
    """More than nothing, a day at the most. Raises ArgumentTypeError for anything else."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 24 * 60:
        raise ArgumentTypeError(f"{text!r} is no number of minutes; give one up to {24 * 60}.")
    return timedelta(minutes=number)


class Command(BaseCommand):
    """`checkpoint_history [--out FILE | --every MINUTES | --key]`"""

    help = (
        "Sign the root of all seals. Keep the note outside this machine; verify_history --against reads it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--out", type=Path, help="write the signed note to this file instead of printing it"
        )
        parser.add_argument("--key", action="store_true", help="print the public verifier key and stop")
        parser.add_argument(
            "--every",
            type=minutes,
            metavar="MINUTES",
            help="stay, and sign what is new at least so often; at once when a ruling is published",
        )

    def handle(
        self, *args: Any, out: Path | None, key: bool, every: timedelta | None, **options: Any
    ) -> None:
        if key:
            self.stdout.write(signing_key(settings.DATA_DIR).public_line)
            return
        if every is not None:
            self.stay(every)
            return
        try:
            checkpoint = make_checkpoint(settings.DATA_DIR)
        except ValueError as refused:
            raise CommandError(
                f"Nothing was signed: {refused}. verify_history tells what happened."
            ) from refused
        for trouble in keep_copies(folders()):
            self.stderr.write(trouble)
        if out is None:
            self.stdout.write(checkpoint.note, ending="")
            return
        try:
            out.write_text(checkpoint.note, encoding="utf-8")
        except OSError as refused:
            raise CommandError(f"{out} cannot be written: {refused.strerror}.") from refused
        self.stdout.write(f"{checkpoint.size} seals signed into {out}.")

    def stay(self, every: timedelta) -> None:
        """Until Ctrl-C or SIGTERM."""
        kept = ", ".join(map(str, folders()))
        self.say(f"Signing at least every {every.total_seconds() / 60:g} minutes; copies in {kept}.")
        rounds(every, stopped_by_signals(), self.say, self.stderr.write)
        self.say("Stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
