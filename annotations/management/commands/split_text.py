"""Reads texts as JSON Lines on standard input and writes the proposed claims; stores nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.splitting.jsonl import BadLineError, split_lines


class Command(BaseCommand):
    """`split_text --jsonl < texts.jsonl > claims.jsonl`"""

    help = 'Split texts into claims: lines {"id", "text"} in, lines {"id", "sentences", "claims"} out.'
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", action="store_true", help="read and write JSON Lines (the only form)")

    def handle(self, *args: Any, **options: Any) -> None:
        lines: Iterable[str] = sys.stdin
        progress = tqdm(lines, unit=" texts", desc="splitting", disable=None, file=sys.stderr)
        try:
            for line in split_lines(progress):
                self.stdout.write(line)
        except BadLineError as error:
            raise CommandError(str(error)) from error
