"""Answers how some Changes are taken back, one step a row, and which later work stands in the way. Writes nothing.

A row is touched only where it still holds what the Changes left in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, TypeVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from annotations.models import Change
from annotations.selectors.copies_of_gone import with_copies
from annotations.selectors.net_changes import COUNTED, NetChange, columns_of, net_changes, revived

# Kinds of rows that can be taken back, each after what it points at. Accounts, keys, rating scales and
# Corrections are not among them: other gestures change those.
REVERTIBLE = (
    "project", "membership", "tag", "article", "revision", "source", "sourcecopy", "claim", "fragment", "lineage",
    "claimtag", "assignment", "verdict", "citation", "note", "mention", "ruling", "modelproposal",
)  # fmt: skip
# Ids in one statement; SQLite has a limit.
TOGETHER = 500

# Columns that follow from other rows: never a reason not to take something back, and worked out anew afterwards.
DERIVED = frozenset({"quote_found"})

How = Literal["removed", "restored", "changed"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a step is not taken: words in which `{left}` and `{now}` stand for values of the column, if there is one."""

    words: str
    column: str = ""
    left: Any = None
    now: Any = None


@dataclass(slots=True)
class Step:
    """What happens to one row. `values` is attribute -> value, to be set or to make the row of anew."""

    net: NetChange
    model: type[models.Model]
    how: How
    row: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, int]:
        return self.net.entity, self.net.row_id

    def blocked(self, words: str, **named: Any) -> None:
        self.obstacles.append(Obstacle(words, **named))

    def value(self, attribute: str) -> Any:
        """What the row will hold, or holds where that stays; None for what is not known."""
        return self.values.get(attribute, getattr(self.row, attribute, None))


def model_named(entity: str) -> type[models.Model]:
    """The model of a kind of row that can be taken back."""
    return apps.get_model("annotations", entity)


def rows_by_id(model: type[models.Model], ids: Iterable[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for part in in_parts(set(ids)):
        found |= model._default_manager.in_bulk(part)
    return found


def in_parts(ids: Iterable[Item]) -> Iterator[list[Item]]:
    """Lists short enough for one statement."""
    rest = iter(ids)
    while part := list(islice(rest, TOGETHER)):
        yield part


def steps_back(changes: Sequence[Change]) -> tuple[list[Step], list[str]]:
    """The steps that take the Changes back, and the kinds of rows among them that nothing takes back."""
    nets = net_changes(changes)
    others = sorted({net.entity for net in nets if net.entity not in REVERTIBLE})
    nets = with_copies([net for net in nets if net.entity in REVERTIBLE])
    rows = {
        entity: rows_by_id(model_named(entity), [net.row_id for net in nets if net.entity == entity])
        for entity in {net.entity for net in nets}
    }
    steps = [_step(net, model_named(net.entity), rows[net.entity].get(net.row_id)) for net in nets]
    steps = [step for step in steps if not (_is_tag_in_use(step, steps) or _is_moot(step))]
    _check_needed(steps)
    _check_dependants(steps)
    _check_places(steps)
    return steps, others


def _is_tag_in_use(step: Step, steps: Sequence[Step]) -> bool:
    """A tag that came with a gesture stays, nothing lost, where other claims carry it by now."""
    if step.net.entity != "tag" or step.how != "removed" or step.row is None:
        return False
    going = {each.net.row_id for each in steps if each.net.entity == "claimtag" and each.how == "removed"}
    return bool(set(step.row.claim_tags.values_list("pk", flat=True)) - going)


def _is_moot(step: Step) -> bool:
    """Whether only derived columns of a row were changed that is gone by now."""
    return step.row is None and step.how == "changed" and DERIVED.issuperset(step.net.changed_columns)


def _step(net: NetChange, model: type[models.Model], row: Any) -> Step:
    how: How = "restored" if net.after is None else "removed" if net.before is None else "changed"
    step = Step(net, model, how, row)
    if net.is_erased:
        step.blocked(_("values of it were erased for good"))
    elif how == "restored":
        if row is not None:
            step.blocked(_("it is there again already"))
        _set(step, net.before or {}, skip=())
    elif row is None:
        step.blocked(_("it is gone"))
    else:
        columns = net.changed_columns if how == "changed" else list(net.after or {})
        _compare(step, columns)
        if how == "changed":
            before = net.before or {}
            _set(step, {column: before.get(column) for column in columns}, skip=(COUNTED,))
    return step


def _compare(step: Step, columns: Iterable[str]) -> None:
    fields, left = columns_of(step.model), step.net.after or {}
    for column in columns:
        known = fields.get(column)
        if known is None or column == COUNTED or column in DERIVED:
            continue
        now = getattr(step.row, known.attname)
        if now != revived(known, left[column]):
            words = _("it has been changed since, from {left} to {now}")
            step.blocked(words, column=column, left=left[column], now=now)


def _set(step: Step, recorded: dict[str, Any], *, skip: Sequence[str]) -> None:
    fields = columns_of(step.model)
    for column, value in recorded.items():
        if column in skip:
            continue
        if column in fields:
            step.values[fields[column].attname] = revived(fields[column], value)
        else:
            step.blocked(_("it was recorded in a shape that is no longer known"))


def _check_needed(steps: Sequence[Step]) -> None:
    """What a row points at must be there."""
    coming = {step.key for step in steps if step.how == "restored"}
    going = {step.key for step in steps if step.how == "removed"}
    wanted: dict[type[models.Model], list[tuple[Step, int]]] = {}
    for step in steps:
        for known in step.model._meta.local_concrete_fields:
            needed = step.values.get(known.attname) if isinstance(known, models.ForeignKey) else None
            if needed is not None and known.related_model is not None:
                wanted.setdefault(known.related_model, []).append((step, needed))
    for model, pairs in wanted.items():
        entity = model._meta.model_name or ""
        there = set(rows_by_id(model, [pk for _, pk in pairs]))
        for step, pk in pairs:
            if (entity, pk) in going or (pk not in there and (entity, pk) not in coming):
                step.blocked(_("the %(kind)s it belongs to is gone") % {"kind": model._meta.verbose_name})


def _check_dependants(steps: Sequence[Step]) -> None:
    """Nothing that stays may point at a row that goes."""
    going = {step.key: step for step in steps if step.how == "removed"}
    for entity in {entity for entity, _id in going}:
        model = model_named(entity)
        ids = [pk for kind, pk in going if kind == entity]
        for relation in model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ForeignObjectRel) or isinstance(
                relation, models.ManyToManyRel
            ):
                continue
            other = relation.related_model
            column = relation.field.attname
            for part in in_parts(ids):
                found = other._default_manager.filter(**{f"{column}__in": part}).values_list("pk", column)
                for pk, target in found:
                    if (other._meta.model_name or "", pk) not in going:
                        added = _("a %(kind)s was added to it since") % {"kind": other._meta.verbose_name}
                        going[entity, target].blocked(added)


def _check_places(steps: Sequence[Step]) -> None:
    """The place of a row that comes back must be free."""
    going = {step.key for step in steps if step.how == "removed"}
    for model in {step.model for step in steps if step.how == "restored"}:
        coming = [step for step in steps if step.model is model and step.how == "restored"]
        for names in _unique_together(model):
            places = {tuple(step.values.get(name) for name in names): step for step in coming}
            for part in in_parts({place[0] for place in places}):
                rows = model._default_manager.filter(**{f"{names[0]}__in": part}).values_list("pk", *names)
                for pk, *place in rows:
                    step = places.get(tuple(place))
                    is_free = step is None or (step.net.entity, pk) in going or pk == step.net.row_id
                    if step is not None and not is_free:
                        step.blocked(_("another one took its place"))


def _unique_together(model: type[models.Model]) -> list[list[str]]:
    """Lists of attributes that no two rows share, the id aside."""
    names = [
        [model._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition
    ]
    alone = [[f.attname] for f in model._meta.local_concrete_fields if f.unique and not f.primary_key]
    return names + alone
