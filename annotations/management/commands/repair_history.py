"""`manage.py repair_history`: puts lost triggers back, on record, and says what changed while nothing was recorded."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from annotations.history.actor import program
from annotations.history.repairing import repair


class Command(BaseCommand):
    help = "Put the recording of changes back where triggers are missing, switched off or changed. It is recorded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reason", required=True, help="how they were lost, as far as you know; kept")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["reason"].strip():
            raise CommandError("Say how they were lost, as far as you know.")
        done = repair(connection, program("repair_history"), options["reason"])
        for fault in done.faults:
            self.stdout.write(f"put back  {fault}")
        self.stdout.write(
            f"{len(done.faults)} triggers put back, {done.stated} rows stated that nothing had recorded."
            if done.faults
            else "Every trigger is in its place."
        )
        if done.stated:
            self.stdout.write("Run `python manage.py verify_history` to see what changed meanwhile.")
