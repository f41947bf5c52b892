"""Owns loading the seeds through the services, as the people named in them. Loading twice changes nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from annotations.history.actor import Actor, program
from annotations.models import Article, Channel, Claim, Project, Rating, RatingScale, Role, User
from annotations.services.articles import add_article, split_article
from annotations.services.claims import dismiss_claim, mark_claim
from annotations.services.notes import leave_note
from annotations.services.people import add_member, add_person
from annotations.services.projects import Step, create_project, define_scale
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span

FOLDER = Path(__file__).parent
Table = dict[str, Any]
LOADER = program("seed")


def load(passwords: dict[str, str]) -> list[Article]:
    """Load what is missing. `passwords` by user name are for those who log in. Returns the new articles."""
    desk = _read(FOLDER / "desk.toml")
    with transaction.atomic():
        people = {table["username"]: _person(table, passwords) for table in desk["people"]}
        project = _project(desk, people)
    added = []
    for path in sorted((FOLDER / "articles").glob("*.toml")):
        with transaction.atomic():
            article = _article(project, _read(path), people)
        if article:
            added.append(article)
    return added


def logins() -> list[Table]:
    """The people who get a password, as they stand in the file."""
    return [table for table in _read(FOLDER / "desk.toml")["people"] if table.get("login")]


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _person(table: Table, passwords: dict[str, str]) -> User:
    known = User.objects.filter(username=table["username"]).first()
    return known or add_person(
        actor=LOADER,
        username=table["username"],
        password=passwords.get(table["username"]),
        display_name=table["display_name"],
        is_operator=table.get("is_operator", False),
    )


def _project(desk: Table, people: dict[str, User]) -> Project:
    known = Project.objects.filter(slug=desk["slug"]).first()
    if known:
        return known
    project = create_project(
        actor=LOADER,
        slug=desk["slug"],
        name=desk["name"],
        description=desk["description"],
        scale=_scale(),
        owner=None,
        verdicts_needed=desk["verdicts_needed"],
    )
    for table in desk["people"]:
        add_member(actor=LOADER, project=project, person=people[table["username"]], role=Role(table["role"]))
    return project


def _scale() -> RatingScale:
    table = _read(FOLDER / "scale.toml")
    known = RatingScale.objects.filter(slug=table["slug"]).order_by("-edition").first()
    return known or define_scale(
        actor=LOADER,
        slug=table["slug"],
        name=table["name"],
        description=table["description"],
        steps=[
            Step(
                code=step["code"],
                label=step["label"],
                tone=Rating.Tone(step["tone"]),
                value=step.get("value"),
                description=step["description"],
            )
            for step in table["steps"]
        ],
    )


def _article(project: Project, table: Table, people: dict[str, User]) -> Article | None:
    article, is_new = add_article(
        actor=_acting(people["amara"]),
        project=project,
        title=table["title"],
        text=table["text"].strip(),
        published_on=table["published_on"],
        publisher=table["publisher"],
        byline=table["byline"],
        url=table["url"],
        language=table["language"],
    )
    if not is_new:
        return None
    for claim_table in table["claims"]:
        _review(article, claim_table, people)
    split_article(actor=_acting(people["amara"]), article=article)
    return article


def _review(article: Article, table: Table, people: dict[str, User]) -> None:
    claim = mark_claim(
        actor=_acting(people["olena"]),
        article=article,
        spans=_spans(article.revisions.get(number=1).text, table["quotes"]),
        quotes=table["quotes"],
        statement=table["statement"],
        kind=table["kind"],
        claimant=table.get("claimant", ""),
    )
    for verdict in table.get("verdicts", ()):
        give_verdict(
            actor=_acting(people[verdict["by"]]),
            claim=claim,
            rating=_rating(article, verdict["rating"]),
            rationale=verdict["rationale"],
        )
    for citation in table.get("citations", ()):
        values = {name: value for name, value in citation.items() if name != "by"}
        cite_address(actor=_acting(people[citation["by"]]), claim=claim, **values)
    for note in table.get("notes", ()):
        leave_note(actor=_acting(people[note["by"]]), about=claim, text=note["text"])
    if "ruling" in table:
        _rule(claim, table["ruling"], people)
    if "dismissed" in table:
        dismiss_claim(actor=_acting(people["olena"]), claim=claim, version=None, dismissal=table["dismissed"])


def _rule(claim: Claim, table: Table, people: dict[str, User]) -> None:
    editor = _acting(people[table["by"]])
    ruling = draft_ruling(
        actor=editor, claim=claim, rating=_rating(claim.article, table["rating"]), summary=table["summary"]
    )
    if table.get("publish"):
        publish_ruling(actor=editor, ruling=ruling, version=ruling.version)


def _spans(text: str, quotes: list[str]) -> list[Span]:
    spans = []
    position = 0
    for quote in quotes:
        position = text.index(quote, position)
        spans.append(Span(position, position + len(quote)))
        position += len(quote)
    return spans


def _rating(article: Article, code: str) -> Rating:
    return Rating.objects.get(scale=article.project.scale, code=code)


def _acting(person: User) -> Actor:
    return Actor(person=person, channel=Channel.COMMAND, client="seed")
