"""Answers where a passage stands: in rows as they are, in recorded Changes, in what Actions tell. Erases nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, Field, JSONField, Model, OuterRef, Q, QuerySet, TextField
from django.utils.translation import gettext

from annotations.history.log_tables import PRIVATE_COLUMNS
from annotations.models import Action, Change, Project
from annotations.models.audit import AUDITED, Audit
from annotations.selectors.timeline.scope import project_of_stream
from annotations.text.erasing import Passage

# What is made by us and says nothing: hashes, codes, names of languages.
MADE = frozenset({"sha256", "received_sha256", "prompt_sha256", "language", "prefix", "media_type", "code"})
# The record of erasing says nothing of what was erased; an account is erased as a whole.
LEFT_ALONE = frozenset({"redaction", "reversal", "user", "apitoken"})
# Who did a thing is no copy: that goes with the account.
TYPED = tuple(name for name in PRIVATE_COLUMNS if name != "actor_label")
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Copy:
    """One text that holds the passage. `what` and `field` are in words; `before`, `words`, `after` show the place.

    `change_id` and `action_id` are set for what stands in the history; otherwise the row holds it now.
    """

    what: str
    field: str
    row: Model | None
    before: str
    words: str
    after: str
    change_id: int | None = None
    action_id: int | None = None


@dataclass(frozen=True, slots=True)
class Copies:
    """Everywhere the passage stands. `rows` come first in a preview; the history's copies may be many."""

    rows: tuple[Copy, ...]
    changes: tuple[Copy, ...]
    actions: tuple[Copy, ...]

    def __len__(self) -> int:
        return len(self.rows) + len(self.changes) + len(self.actions)


def copies_of(passage: Passage, project: Project | None) -> Copies:
    """Every copy in the project, or on the whole site."""
    return Copies(
        rows=tuple(copy for row in rows_holding(passage, project) for copy in _in_row(passage, row)),
        changes=tuple(
            copy for change in changes_holding(passage, project) for copy in _in_change(passage, change)
        ),
        actions=tuple(
            copy for action in actions_holding(passage, project) for copy in _in_action(passage, action)
        ),
    )


def rows_holding(passage: Passage, project: Project | None) -> Iterator[Model]:
    """The rows of audited tables that hold the passage in a text people gave."""
    for model, audit in audited_models():
        columns = text_columns(model)
        wanted = _within(model, audit, project)
        if not columns or wanted is None or audit.entity in LEFT_ALONE:
            continue
        holds = Q()
        for column in columns:
            holds |= Q(**{f"{column}__icontains": passage.key})
        for row in wanted.filter(holds).order_by("pk").iterator(AT_ONCE):
            if any(passage.stands_in(getattr(row, column)) for column in columns):
                yield row


def changes_holding(passage: Passage, project: Project | None) -> Iterator[Change]:
    """The Changes that hold it in a value; also those of rows that are gone."""
    changes = _changes(project).exclude(entity__in=LEFT_ALONE).filter(body__icontains=passage.key)
    for change in changes.order_by("pk").iterator(AT_ONCE):
        if any(passage.stands_in(value) for name, value in change.values.items() if name not in MADE):
            yield change


def actions_holding(passage: Passage, project: Project | None) -> Iterator[Action]:
    """The Actions that hold it in a reason, or in on whose behalf or from where they were done."""
    holds = Q()
    for column in TYPED:
        holds |= Q(**{f"{column}__icontains": passage.key})
    actions = Action.objects.filter(holds)
    if project is not None:
        actions = actions.filter(Exists(_changes(project).filter(action_id=OuterRef("pk"))))
    for action in actions.order_by("pk").iterator(AT_ONCE):
        if any(passage.stands_in(getattr(action, column)) for column in TYPED):
            yield action


@cache
def audited_models() -> tuple[tuple[type[Model], Audit], ...]:
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return tuple((models[table], audit) for table, audit in AUDITED.items() if table in models)


@cache
def text_columns(model: type[Model]) -> tuple[str, ...]:
    """The columns of a model that hold what people typed, or text that they gave."""
    audit = AUDITED[model._meta.db_table]
    return tuple(
        field.attname
        for field in model._meta.local_fields
        if _is_text(field) and field.attname not in {*MADE, *audit.masked}
    )


def _changes(project: Project | None) -> QuerySet[Change]:
    """Also those of what people keep for themselves in the project, which are recorded under their own names."""
    if project is None:
        return Change.objects.all()
    kept = Q(in_project=project.pk)
    for model, entity in _kept_by_people():
        there = model._default_manager.filter(project=project).order_by().values("pk")
        first = Change.objects.filter(entity=entity, operation="I", body__contains='"project_id"')
        gone = {change.row_id for change in first if change.values.get("project_id") == project.pk}
        kept |= Q(entity=entity, row_id__in=there) | Q(entity=entity, row_id__in=gone)
    return Change.objects.annotate(in_project=project_of_stream()).filter(kept)


def _kept_by_people() -> Iterator[tuple[type[Model], str]]:
    """Kinds of rows in the stream of a person that belong to a project, such as saved views."""
    for model, audit in audited_models():
        fields = {field.attname for field in model._meta.local_fields}
        if ("person", "person_id") in audit.streams and "project_id" in fields:
            yield model, audit.entity


def _is_text(field: Field[Any, Any]) -> bool:
    return isinstance(field, CharField | TextField | JSONField) and not field.choices


def _within(model: type[Model], audit: Audit, project: Project | None) -> QuerySet[Any] | None:
    """The model's rows in the project; None for what belongs to no project."""
    rows = model._default_manager.all()
    if project is None:
        return rows
    paths: dict[tuple[str, str], dict[str, Any]] = {
        ("project", "id"): {"pk": project.pk},
        ("project", "project_id"): {"project": project},
        ("article", "id"): {"project": project},
        ("article", "article_id"): {"article__project": project},
        ("source", "id"): {"project": project},
        ("source", "source_id"): {"source__project": project},
    }
    conditions = [paths[stream] for stream in audit.streams if stream in paths]
    if model in {kept for kept, _ in _kept_by_people()}:
        conditions.append({"project": project})
    if not conditions:
        return None
    holds = Q()
    for condition in conditions:
        holds |= Q(**condition)
    return rows.filter(holds)


def _in_row(passage: Passage, row: Model) -> Iterator[Copy]:
    for column in text_columns(type(row)):
        place = passage.around(str(getattr(row, column)))
        if place is not None:
            field = row._meta.get_field(column)
            yield Copy(str(row._meta.verbose_name), str(getattr(field, "verbose_name", column)), row, *place)


def _in_change(passage: Passage, change: Change) -> Iterator[Copy]:
    for name, value in change.values.items():
        for text in value if isinstance(value, list) else [value]:
            place = passage.around(str(text)) if name not in MADE else None
            if place is not None:
                yield Copy(f"{change.entity} {change.row_id}", name, None, *place, change_id=change.pk)


def _in_action(passage: Passage, action: Action) -> Iterator[Copy]:
    for column in TYPED:
        place = passage.around(getattr(action, column))
        if place is not None:
            yield Copy(
                gettext("gesture %(id)s") % {"id": action.pk}, column, None, *place, action_id=action.pk
            )
