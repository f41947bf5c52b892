"""Takes articles in from files and folders, and says what became of each."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.history.actor import Actor, program
from annotations.ingest.document import Refusal
from annotations.ingest.intake import Report, take_in_file
from annotations.ingest.read import ENDINGS
from annotations.models import Channel, Project, User


class Command(BaseCommand):
    help = "Take articles in from files or folders. Exit status 1 when anything was refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help=f"files or folders ({', '.join(ENDINGS)})"
        )
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--as", dest="username", metavar="USERNAME", help="who takes them in")
        parser.add_argument("--no-split", action="store_true", help="propose no claims")

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project “{options['project']}”.")
        actor = _actor(options["username"])
        report = Report()
        files = list(_files([Path(path) for path in options["paths"]], report))
        for path in tqdm(files, unit="file", disable=None, leave=False):
            report.merge(_taken(actor, project, path, propose=not options["no_split"]))
        self._tell(report)
        if report.refused:
            raise CommandError(f"{len(report.refused)} refused; everything else is in.", returncode=1)

    def _tell(self, report: Report) -> None:
        for remark in report.remarks:
            self.stdout.write(f"look at  {remark}")
        for refusal in report.refused:
            self.stdout.write(f"refused  {refusal.where}: {refusal.message}")
        self.stdout.write(
            f"{len(report.added)} added with {report.claim_count} proposed claims, "
            f"{len(report.unchanged)} unchanged, {len(report.refused)} refused"
        )


def _actor(username: str | None) -> Actor:
    if not username:
        return program("import_articles")
    person = User.objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"There is nobody called “{username}”.")
    return Actor(person=person, channel=Channel.COMMAND, client="import_articles")


def _files(paths: list[Path], report: Report) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in ENDINGS
            )
        elif path.is_file():
            yield path
        else:
            report.refused.append(Refusal(str(path), "There is no such file or folder.", "missing"))


def _taken(actor: Actor, project: Project, path: Path, *, propose: bool) -> Report:
    try:
        data = path.read_bytes()
    except OSError as error:
        return Report(refused=[Refusal(str(path), error.strerror or "It cannot be read.", "unreadable")])
    return take_in_file(actor=actor, project=project, data=data, name=str(path), propose=propose)
