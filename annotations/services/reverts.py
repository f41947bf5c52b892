"""Owns taking gestures back: a new Action that names the old one and writes its Changes the other way round.

Nothing is lost silently: where later work stands in the way nothing is done, and all of it is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.digests import ranges
from annotations.history.recording import recorded
from annotations.models import Action, Change, Claim, Reversal, Verb
from annotations.policy import require
from annotations.selectors.net_changes import COUNTED
from annotations.selectors.revert.plan import RevertPlan, gesture_behind, project_of, revert_plan
from annotations.selectors.revert.restoring import RestorePlan, changes_since, restore_plan
from annotations.selectors.revert.steps import REVERTIBLE, Step, in_parts, model_named
from annotations.services.rows import refuse

# The kind of row that says what was taken back.
NAMING = "reversal"


def preview_revert(*, actor: Actor, action: Action) -> RevertPlan:
    """What reverting the Action would do and what stands in the way. Raises PermissionDenied."""
    changes = _changes_of(action)
    _require(actor, action, changes)
    return revert_plan(action, changes, actor)


def revert_action(
    *, actor: Actor, action: Action, reason: str = "", verb: Verb = Verb.GESTURE_REVERTED
) -> Action:
    """Take the whole gesture back, as a new Action. Somebody else's gesture needs a reason.

    Raises ValidationError with everything that stands in the way, and PermissionDenied.
    """
    changes = _changes_of(action)
    _require(actor, action, changes)
    if actor.person is not None and action.actor_id != actor.id and not reason.strip():
        raise refuse("reason", _("Say why you take back what somebody else did."), "required")
    with recorded(actor, verb, reason=reason, reverts=action.pk) as made:
        _hold(changes)
        _apply(revert_plan(action, changes, actor, by=made))
        return made


def preview_changes(*, actor: Actor, changes: Sequence[Change]) -> RevertPlan:
    """The same for single Changes, also for those that no Action explains."""
    require(actor, Verb.CHANGES_REVERTED, project_of(changes))
    return revert_plan(None, _in_order(changes), actor)


def revert_changes(*, actor: Actor, changes: Sequence[Change], reason: str) -> Action:
    """Take single Changes back: a value, or a row that was removed, also one that was removed outside factcheck.

    The new Action names what it takes back: `reverts` is the newest Action among them, its Reversals name every Change.
    Raises ValidationError and PermissionDenied.
    """
    project = project_of(changes)
    require(actor, Verb.CHANGES_REVERTED, project)
    if not reason.strip():
        raise refuse("reason", _("Say why this is taken back."), "required")
    ordered = _in_order(changes)
    with recorded(actor, Verb.CHANGES_REVERTED, reason=reason, reverts=_newest(ordered)) as made:
        _hold(ordered)
        _apply(revert_plan(None, ordered, actor))
        _name(made, ordered)
        return made


def preview_restore(*, actor: Actor, claim: Claim, number: int) -> RestorePlan:
    """What taking the claim back to a moment of its article would do, and what would stay. Raises PermissionDenied."""
    require(actor, Verb.CHANGES_REVERTED, claim.article.project)
    return restore_plan(claim, number, actor)


def restore_claim_to(*, actor: Actor, claim: Claim, number: int, reason: str, seen: str) -> Action:
    """Take everything on the claim back to a moment of its article, but for what a rule keeps.

    `seen` is the fingerprint of the plan that the actor agreed to. Raises ValidationError where it is another one by
    now, where nothing can go back, or no reason is given; and PermissionDenied.
    """
    require(actor, Verb.CHANGES_REVERTED, claim.article.project)
    if not reason.strip():
        raise refuse("reason", _("Say why this is taken back."), "required")
    expected = _newest(restore_plan(claim, number, actor).changes)
    with recorded(actor, Verb.CHANGES_REVERTED, reason=reason, reverts=expected) as made:
        _hold(changes_since(claim, number))
        found = restore_plan(claim, number, actor)
        if found.plan is None:
            raise refuse(NON_FIELD_ERRORS, _("Nothing of it can be taken back."), "nothing")
        if found.fingerprint != seen or _newest(found.changes) != expected:
            raise refuse("seen", _("Something changed meanwhile. Look at what would happen now."), "stale")
        _apply(found.plan)
        _name(made, found.changes, to_seal=number)
        return made


def _changes_of(action: Action) -> list[Change]:
    """All but the record of what the Action itself took back, which stays true."""
    return list(Change.objects.filter(action_id=action.pk).exclude(entity=NAMING).order_by("id"))


def _newest(changes: Sequence[Change]) -> int | None:
    """The newest Action among those of the Changes; None where no Action explains any."""
    return max((change.action_id for change in changes if change.action_id is not None), default=None)


def _name(made: Action, changes: Sequence[Change], to_seal: int | None = None) -> None:
    """Record which Changes of which Actions `made` took back, and to which seal a claim went."""
    taken: dict[int | None, list[int]] = {}
    for change in changes:
        taken.setdefault(change.action_id, []).append(change.pk)
    Reversal.objects.bulk_create(
        Reversal(action_id=made.pk, reverted_action_id=action_id, change_ids=ranges(ids), to_seal=to_seal)
        for action_id, ids in taken.items()
    )


def _in_order(changes: Sequence[Change]) -> list[Change]:
    return sorted({change.pk: change for change in changes}.values(), key=lambda change: change.pk)


def _require(actor: Actor, action: Action, changes: Sequence[Change]) -> None:
    """Who may do a thing may take back their own; what others did is taken back by those policy names."""
    project = project_of(changes)
    is_own = action.actor_id is not None and action.actor_id == actor.id
    require(actor, Verb.GESTURE_UNDONE if is_own else Verb.GESTURE_REVERTED, project)
    made = gesture_behind(action).verb
    if made in Verb.values:
        require(actor, Verb(made), project)
    elif actor.person is not None:
        raise PermissionDenied(_("This gesture is not known any more."))


def _hold(changes: Sequence[Change]) -> None:
    """Lock the rows, claims before their sources and what stands on them, as every gesture on a claim does."""
    wanted: dict[str, set[int]] = {"claim": {change.claim_id for change in changes if change.claim_id}}
    for change in changes:
        wanted.setdefault(change.entity, set()).add(change.row_id)
    order = [entity for entity in REVERTIBLE if entity != "source"]
    order.insert(order.index("claim") + 1, "source")
    for entity in order:
        model = model_named(entity)
        for part in in_parts(sorted(wanted.get(entity, ()))):
            held = model._default_manager.select_for_update().filter(pk__in=part).order_by("pk")
            list(held.values_list("pk", flat=True))


def _apply(plan: RevertPlan) -> None:
    if plan.conflicts:
        raise ValidationError({NON_FIELD_ERRORS: plan.conflicts})
    by_entity = {entity: [step for step in plan.steps if step.net.entity == entity] for entity in REVERTIBLE}
    try:
        with transaction.atomic():
            for entity in reversed(REVERTIBLE):
                _remove([step for step in by_entity[entity] if step.how == "removed"])
            for entity in REVERTIBLE:
                _change([step for step in by_entity[entity] if step.how == "changed"])
                _restore([step for step in by_entity[entity] if step.how == "restored"])
    except IntegrityError as error:
        raise ValidationError(
            {NON_FIELD_ERRORS: [_("What would come back clashes with what stands there now.")]}
        ) from error


def _remove(steps: Sequence[Step]) -> None:
    # The plan has shown that nothing points at them. The database holds that too; a collector would ask for
    # every row again.
    for part in in_parts(steps):
        rows = part[0].model._default_manager.filter(pk__in=[step.net.row_id for step in part])
        rows._raw_delete(DEFAULT_DB_ALIAS)


def _change(steps: Sequence[Step]) -> None:
    if not steps:
        return
    names: set[str] = set()
    for step in steps:
        values = dict(step.values)
        if hasattr(step.row, COUNTED):
            values[COUNTED] = step.row.version + 1
        for name, value in values.items():
            setattr(step.row, name, value)
        names |= values.keys()
    fields = {field.attname: field.name for field in steps[0].model._meta.local_concrete_fields}
    rows = [step.row for step in steps]
    steps[0].model._default_manager.bulk_update(
        rows, [fields[name] for name in sorted(names)], batch_size=200
    )


def _restore(steps: Sequence[Step]) -> None:
    for step in steps:
        row: models.Model = step.model(**step.values)
        if isinstance(getattr(row, COUNTED, None), int):
            setattr(row, COUNTED, row.version + 1)  # type: ignore[attr-defined]
        # As a fixture is loaded: with its id and its dates as they were.
        row.save_base(raw=True, force_insert=True)
