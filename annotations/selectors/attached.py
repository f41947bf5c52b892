"""Answers what hangs on claims beside their review: tags, the people they are assigned to, the people their notes name.

One query, however many claims there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, Value

from annotations.models import Assignment, ClaimTag, Mention, Note, Tag, User

# Of a person, what their name is made of.
NAME = ("display_name", "first_name", "last_name", "username")


@dataclass(frozen=True, slots=True)
class Attached:
    """`named` is note id -> the people that it names; people are without anything but their names."""

    tags: tuple[Tag, ...] = ()
    people: tuple[User, ...] = ()
    named: Mapping[int, tuple[User, ...]] = field(default_factory=dict)

    @property
    def usernames(self) -> frozenset[str]:
        return frozenset(person.username for person in self.people)


def attached_to(claim_ids: Iterable[int], *, notes: bool = False) -> dict[int, Attached]:
    """Claim id -> what hangs on it, for every claim; the people that notes name only where `notes` asks for them."""
    ids = list(claim_ids)
    tags = ClaimTag.objects.filter(claim__in=ids)
    rows: list[QuerySet[Any, Any]] = [
        _rows(tags, "tag", "claim_id", ("tag__name",)),
        _rows(Assignment.objects.filter(claim__in=ids), "person", "claim_id", _of_person()),
    ]
    if notes:
        mentions = Mention.objects.filter(note__claim__in=ids, note__withdrawn_at__isnull=True)
        rows.append(_rows(mentions, "named", "note__claim_id", _of_person(), "note_id"))
    found: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in ids}
    for row in rows[0].union(*rows[1:], all=True) if ids else ():
        found[row[2]].append(row)
    return {pk: _attached(sorted(each)) for pk, each in found.items()}


def named_in(notes: Iterable[Note]) -> dict[int, tuple[User, ...]]:
    """Note id -> the people that it names, for notes about whatever it may be."""
    mentions = Mention.objects.filter(note__in=[note.pk for note in notes if "@" in note.text])
    found: dict[int, tuple[User, ...]] = {}
    for mention in mentions.select_related("person").order_by("id"):
        found[mention.note_id] = (*found.get(mention.note_id, ()), mention.person)
    return found


def _rows(
    rows: QuerySet[Any, Any], kind: str, claim: str, columns: tuple[str, ...], note: str = ""
) -> QuerySet[Any, Any]:
    """(kind, id of the row, claim, tag or person, note, four texts): the same columns for all, so that they unite."""
    empty = [Value("")] * (4 - len(columns))
    what = "tag_id" if kind == "tag" else "person_id"
    return rows.order_by().values_list(
        Value(kind), "pk", claim, what, F(note) if note else Value(0), *map(F, columns), *empty
    )


def _of_person() -> tuple[str, ...]:
    return tuple(f"person__{name}" for name in NAME)


def _attached(rows: list[tuple[Any, ...]]) -> Attached:
    named: dict[int, tuple[User, ...]] = {}
    for row in rows:
        if row[0] == "named":
            named[row[4]] = (*named.get(row[4], ()), _person(row))
    tags = [Tag(pk=row[3], name=row[5]) for row in rows if row[0] == "tag"]
    return Attached(
        tags=tuple(sorted(tags, key=lambda tag: tag.name.casefold())),
        people=tuple(_person(row) for row in rows if row[0] == "person"),
        named=named,
    )


def _person(row: tuple[Any, ...]) -> User:
    return User(pk=row[3], **dict(zip(NAME, row[5:], strict=True)))
