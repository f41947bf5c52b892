"""`manage.py redact_history`: erases words, or a person's account, from rows and history. Asks before it does."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from annotations.history.actor import program
from annotations.history.purging import purge
from annotations.models import Action, Change, Project, User
from annotations.selectors.copies import copies_of
from annotations.services.erasing import erase_passage, passage_of
from annotations.services.person_erasing import erase_person
from annotations.services.redactions import redact_action, redact_change

ACTOR = "redact_history"


class Command(BaseCommand):
    help = (
        "Erase words (read from standard input, so that no shell keeps them) or a person's account from everything, "
        "its history included. That something was erased, and why, stays on record."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--project", metavar="SLUG", help="erase the words in this project")
        what.add_argument("--everywhere", action="store_true", help="erase the words on the whole site")
        what.add_argument("--person", metavar="USERNAME", help="erase this account's names and address")
        what.add_argument("--action", type=int, metavar="ID", help="erase one field of this gesture alone")
        what.add_argument("--change", type=int, metavar="ID", help="erase what this change says of one field")
        what.add_argument("--purge", action="store_true", help="only clear out the database's files again")
        parser.add_argument(
            "--field", default="reason", help="of the gesture or change, by its column's name"
        )
        parser.add_argument(
            "--reason", default="", help="why; kept and shown, so without the words themselves"
        )
        parser.add_argument(
            "--yes", action="store_true", help="erase; without it, only tell what would be erased"
        )
        parser.add_argument(
            "--on-behalf-of",
            default="",
            metavar="WHO",
            help="who asked for it, such as a court; kept and shown",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["purge"]:
            self._purge()
        elif options["action"] is not None or options["change"] is not None:
            self._value(options)
        elif options["person"]:
            self._person(options)
        else:
            self._words(options)

    def _words(self, options: dict[str, Any]) -> None:
        project = None
        if not options["everywhere"]:
            project = Project.objects.filter(slug=options["project"]).first()
            if project is None:
                raise CommandError(f"There is no project “{options['project']}”.")
        words = sys.stdin.read().strip()
        try:
            found = copies_of(passage_of(words), project)
            self.stdout.write(
                f"{len(found.rows)} places in rows, {len(found.changes)} in recorded changes, "
                f"{len(found.actions)} in reasons"
            )
            if not options["yes"]:
                self.stdout.write("Nothing was erased. Add --yes and --reason to erase them for good.")
                return
            actor = program(ACTOR, on_behalf_of=options["on_behalf_of"])
            erased = erase_passage(actor=actor, project=project, words=words, reason=options["reason"])
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(
            f"erased from {erased.rows} rows, {erased.changes} changes and {erased.actions} reasons"
        )

    def _person(self, options: dict[str, Any]) -> None:
        person = User.objects.filter(username=options["person"]).first()
        if person is None:
            raise CommandError(f"There is nobody called “{options['person']}”.")
        if not options["yes"]:
            self.stdout.write(f"Nothing was erased. Add --yes and --reason to erase {person} for good.")
            return
        try:
            actor = program(ACTOR, on_behalf_of=options["on_behalf_of"])
            actions = erase_person(actor=actor, person=person, reason=options["reason"])
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"erased the account, and its name from {actions} gestures")

    def _value(self, options: dict[str, Any]) -> None:
        field, actor = options["field"], program(ACTOR, on_behalf_of=options["on_behalf_of"])
        rows: Any = Change.objects if options["action"] is None else Action.objects
        row = rows.filter(pk=options["change"] if options["action"] is None else options["action"]).first()
        if row is None:
            raise CommandError("There is no such gesture or change.")
        if not options["yes"]:
            self.stdout.write(
                f"Nothing was erased. Add --yes and --reason to erase {field} of {row} for good."
            )
            return
        try:
            if isinstance(row, Change):
                lost = redact_change(actor=actor, change=row, field=field, reason=options["reason"])
            else:
                lost = int(
                    redact_action(
                        actor=actor, action=row, project=None, field=field, reason=options["reason"]
                    )
                )
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"erased from {lost} places in the history")

    def _purge(self) -> None:
        if not purge(connection):
            raise CommandError("Somebody is using the database. Stop the server, or try again.")
        self.stdout.write("The database's files hold nothing that was erased.")
