"""Makes the splitter's model files from data on this machine. Thin: the work is in splitting/training."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.splitting.training.parser_training import EPOCHS, TREEBANKS, train_parser
from annotations.splitting.training.worthiness_training import train
from annotations.splitting.weights import PARSER_FILE


class Command(BaseCommand):
    """`train_splitter --data PATH`"""

    help = (
        f"Fit the splitter's tagger and parser to the treebanks in a folder ({', '.join(TREEBANKS)}), or a "
        "check-worthiness scorer to a JSON Lines file of statements (text, label 0 or 1)."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="the folder or the file")
        parser.add_argument("--output", type=Path, help="the file to write; for a parser, the one that ships")
        parser.add_argument("--epochs", type=int, default=EPOCHS, help="how often to go through the data")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["epochs"] < 1:
            raise CommandError("There must be at least one epoch.")
        data, output, tell = options["data"], options["output"], self.stdout.write
        if data.is_file() and output is None:
            raise CommandError("Name the file to write with --output; no scorer of this kind ships.")
        try:
            if data.is_file():
                train(data, output=output, tell=tell)
            else:
                train_parser(data, output=output or PARSER_FILE, epochs=options["epochs"], tell=tell)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"The data can't be used: {error}") from error
