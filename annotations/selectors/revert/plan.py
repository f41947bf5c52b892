"""Answers what taking some Changes back would do, row by row in words, and what stands in the way. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Action, Article, Change, Project, Source, Verb
from annotations.selectors.net_changes import columns_of
from annotations.selectors.revert.rules import with_rules
from annotations.selectors.revert.steps import How, Obstacle, Step, steps_back
from annotations.selectors.timeline.entry import FieldChange
from annotations.selectors.timeline.parts import parts_of
from annotations.selectors.timeline.sentences import quoted
from annotations.selectors.timeline.window import Gesture
from annotations.selectors.timeline.words import Words, field_label, model_of

# Readers have seen them: only a Correction changes what was published.
FOR_GOOD = {Verb.RULING_PUBLISHED, Verb.RULING_CORRECTED, Verb.RULING_RETRACTED}


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row: what happens to it, its values now and then, and why it cannot happen, if so."""

    entity: str
    row_id: int
    name: str
    how: How
    values: tuple[FieldChange, ...]
    conflicts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {self.how}"


@dataclass(frozen=True, slots=True)
class RevertPlan:
    """`obstacles` concern the whole; `action` is None where single Changes are taken back."""

    action: Action | None
    project: Project | None
    rows: tuple[PlannedRow, ...]
    obstacles: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def conflicts(self) -> list[str]:
        """Everything that stands in the way, each a sentence; empty when it can be done."""
        told = [f"{row.name}: {conflict}." for row in self.rows for conflict in row.conflicts]
        return [*self.obstacles, *told]


def revert_plan(
    action: Action | None, changes: Sequence[Change], actor: Actor, *, by: Action | None = None
) -> RevertPlan:
    """The plan for all Changes of an Action, oldest first, or for some Changes. `by` is the Action about to do it."""
    project = project_of(changes)
    steps, others = steps_back(changes)
    steps = with_rules(steps, actor)
    obstacles = []
    if action is not None and action.verb in FOR_GOOD:
        obstacles.append(_("What was published changes only through a correction."))
    if action is not None and reverted_among([action.pk], by=by):
        obstacles.append(_("This has been taken back already."))
    if others:
        kinds = ", ".join(str(m._meta.verbose_name) if (m := model_of(kind)) else kind for kind in others)
        obstacles.append(_("A change of this kind is not taken back: %(kinds)s.") % {"kinds": kinds})
    if project is None:
        obstacles.append(_("This was not done within one project."))
    if not steps and not others:
        obstacles.append(_("Nothing of it is left to take back."))
    return RevertPlan(action, project, _rows(action, steps), tuple(obstacles), tuple(steps))


def reverted_among(action_ids: Iterable[int], *, by: Action | None = None) -> set[int]:
    """Those of the Actions that are taken back at present: by one other than `by` that was not taken back itself."""
    later = Action.objects.filter(reverts__in=list(action_ids)).exclude(pk=by.pk if by else 0)
    # Single Changes of a gesture that went back leave the rest of it to be taken back.
    later = later.exclude(verb=Verb.CHANGES_REVERTED)
    pairs = list(later.values_list("pk", "reverts"))
    gone = reverted_among([pk for pk, _ in pairs]) if pairs else set()
    return {target for pk, target in pairs if pk not in gone and target is not None}


def gesture_behind(action: Action) -> Action:
    """The Action that people made at first: what a revert, or the revert of a revert, is about."""
    while action.verb != Verb.CHANGES_REVERTED and action.reverts is not None and action.reverts < action.pk:
        earlier = Action.objects.filter(pk=action.reverts).first()
        if earlier is None:
            break
        action = earlier
    return action


def project_of(changes: Iterable[Change]) -> Project | None:
    """The one project that all of the Changes belong to, also those of rows that are gone."""
    found: set[int] = set()
    streams: dict[str, set[int]] = {"article": set(), "source": set(), "project": set()}
    for change in changes:
        if change.entity == "mention":
            continue  # It goes with its note, under the name of the person.
        kind, _, number = change.stream.partition(":")
        if kind not in streams or not number.isdecimal():
            return None
        streams[kind].add(int(number))
        if change.entity in {"article", "source"} and change.operation != Change.Operation.UPDATE:
            found.add(int(change.values["project_id"]))
            streams[kind].discard(int(number))
    found |= streams["project"]
    for model, ids in ((Article, streams["article"]), (Source, streams["source"])):
        if ids:
            rows = dict(model._default_manager.filter(pk__in=ids).values_list("pk", "project_id"))
            if len(rows) < len(ids):
                rows |= _of_gone(model._meta.model_name or "", ids - rows.keys())
            found.update(rows.values())
    return Project.objects.filter(pk=found.pop()).first() if len(found) == 1 else None


def _of_gone(entity: str, ids: set[int]) -> dict[int, int]:
    gone = Change.objects.filter(entity=entity, row_id__in=ids, operation=Change.Operation.DELETE)
    return {change.row_id: int(change.values["project_id"]) for change in gone}


def project_behind(changes: QuerySet[Change]) -> Project | None:
    """The one project in which a gesture of these Changes was done; None where it was in several, or in none."""
    kinds = (
        Q(stream__startswith="article:") | Q(stream__startswith="source:") | Q(stream__startswith="project:")
    )
    newest = changes.filter(kinds).order_by().values("stream").annotate(newest=Max("id")).values("newest")
    told = list(Change.objects.filter(pk__in=newest))
    return project_of(told) if told else None


def _rows(action: Action | None, steps: Sequence[Step]) -> tuple[PlannedRow, ...]:
    words = Words.of([Gesture(action, 0, changes=[_whole(step) for step in steps])])
    return tuple(
        PlannedRow(
            step.net.entity,
            step.net.row_id,
            _name(step, words),
            step.how,
            parts_of([_inverse(step)], words),
            tuple(dict.fromkeys(_told(step, obstacle, words) for obstacle in step.obstacles)),
        )
        for step in steps
    )


def _whole(step: Step) -> Change:
    """Everything that is known of the row, for its words."""
    now = {
        column: [getattr(step.row, known.attname), step.values.get(known.attname)]
        if step.row is not None
        else step.values.get(known.attname)
        for column, known in columns_of(step.model).items()
    }
    return _change(step, Change.Operation.UPDATE, now)


def _inverse(step: Step) -> Change:
    fields = columns_of(step.model).items()
    if step.how == "changed":
        pairs = {
            column: [getattr(step.row, known.attname, None), step.values[known.attname]]
            for column, known in fields
            if known.attname in step.values
        }
        return _change(step, Change.Operation.UPDATE, pairs)
    if step.how == "restored":
        there = {column: step.values.get(known.attname) for column, known in fields}
        return _change(step, Change.Operation.INSERT, there)
    return _change(step, Change.Operation.DELETE, step.net.after or {})


def _change(step: Step, operation: Change.Operation, body: dict[str, Any]) -> Change:
    net = step.net
    text = json.dumps(body, cls=DjangoJSONEncoder)
    return Change(entity=net.entity, row_id=net.row_id, claim_id=net.claim_id, operation=operation, body=text)


def _name(step: Step, words: Words) -> str:
    """For instance `verdict of Olena`, `claim “13 people were injured.”`."""
    recorded = (step.net.after or {}) | (step.net.before or {})

    def value(attribute: str) -> Any:
        found = step.value(attribute)
        return recorded.get(attribute) if found is None else found

    kind = str(step.model._meta.verbose_name)
    if step.net.entity == "fragment":
        return _("fragment %(quote)s") % {"quote": quoted(value("quote") or "")}
    if step.net.entity == "membership":
        return _("membership of %(person)s") % {"person": words.label("membership", step.net.row_id)}
    if step.net.entity == "verdict" and value("reviewer_id"):
        return _("verdict of %(person)s") % {"person": words.label("user", value("reviewer_id"))}
    if step.net.entity == "citation" and value("source_id"):
        return _("citation of %(source)s") % {"source": words.label("source", value("source_id"))}
    label = words.label(step.net.entity, step.net.row_id)
    return kind if label == f"{kind} {step.net.row_id}" else f"{kind} {quoted(label)}"


def _told(step: Step, obstacle: Obstacle, words: Words) -> str:
    if not obstacle.column:
        return obstacle.words
    entity, column = step.net.entity, obstacle.column
    left, now = (
        quoted(words.value(entity, column, value)) if value not in (None, "") else _("nothing")
        for value in (obstacle.left, obstacle.now)
    )
    said = obstacle.words.format(left=left, now=now) if "{" in obstacle.words else obstacle.words
    return f"{field_label(entity, column)}: {said}"
