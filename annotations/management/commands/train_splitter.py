"""Makes the splitter's model files from data on this machine. Thin: the work is in splitting/training."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.splitting.training.parser_training import EPOCHS, TREEBANKS, train_parser
from annotations.splitting.weights import PARSER_FILE


class Command(BaseCommand):
    """`train_splitter --data PATH`"""

    help = f"Fit the splitter's tagger and parser to the treebanks in a folder ({', '.join(TREEBANKS)})."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="the folder that holds the treebanks")
        parser.add_argument("--output", type=Path, default=PARSER_FILE, help="the file to write")
        parser.add_argument("--epochs", type=int, default=EPOCHS, help="how often to go through the data")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["epochs"] < 1:
            raise CommandError("There must be at least one epoch.")
        try:
            train_parser(
                options["data"], output=options["output"], epochs=options["epochs"], tell=self.stdout.write
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"The data can't be used: {error}") from error
