"""`manage.py run`: migrates, seeds, prints the address and the demo logins, serves. Decides nothing else."""

from __future__ import annotations

import argparse
import socket
import threading
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from annotations.history.checkpoint_rounds import rounds
from annotations.history.standing import refusal
from annotations.management.beside import beside
from annotations.management.server import HOST, listen, serve


def port_number(text: str) -> int:
    """A TCP port from 1 to 65535. Raises ArgumentTypeError for anything else."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 1 to 65535.")
    return int(text)


class Command(BaseCommand):
    help = "Prepare the database, seed it at the first start, and serve on this machine."
    requires_migrations_checks = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="the port to serve at (8000)")

    def handle(self, *, port: int, **options: Any) -> None:
        listener = self.listener(port)
        self.prepare()
        self.welcome(port)
        connections.close_all()  # a forked worker must not inherit an open database
        with beside(self.sign) if settings.CHECKPOINT_MINUTES > 0 else nullcontext():
            serve(get_internal_wsgi_application(), listener)

    def sign(self, stop: threading.Event) -> None:
        """Signed checkpoints of the history, as long as the server runs. Only what goes wrong is said."""
        every = timedelta(minutes=settings.CHECKPOINT_MINUTES)
        rounds(every, stop, say=lambda line: None, complain=self.stderr.write)

    def listener(self, port: int) -> socket.socket:
        try:
            return listen(port)
        except OSError as refused:
            raise CommandError(
                f"Port {port} cannot be used ({refused.strerror}). Try another: make run PORT={port + 1}"
            ) from refused

    def prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database.")
            call_command("migrate", interactive=False, verbosity=0)
        if why := refusal(connection):
            raise CommandError(why)
        if not get_user_model().objects.exists():
            with transaction.atomic():  # a start that was cut short begins anew
                call_command("seed", stdout=self.stdout)

    def welcome(self, port: int) -> None:
        logins = settings.DATA_DIR / "demo-logins.txt"
        self.stdout.write(f"\nfactcheck is at http://{HOST}:{port}/ (Ctrl-C stops it)\n")
        if logins.exists():
            self.stdout.write(logins.read_text(encoding="utf-8"))
        self.stdout.flush()
