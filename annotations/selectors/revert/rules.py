"""Owns the rules of reviewing that taking something back must keep, as every other gesture does. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.history.actor import Actor
from annotations.models import (
    Article,
    Citation,
    Claim,
    Membership,
    Note,
    Revision,
    Role,
    Ruling,
    State,
    Verdict,
)
from annotations.selectors.copies_of_gone import hold_passages
from annotations.selectors.net_changes import NetChange
from annotations.selectors.retelling import TOLD, rulings_told
from annotations.selectors.revert.steps import Step, in_parts, rows_by_id

# What a published claim consists of. Notes are none of it.
PUBLISHED_WITH_THE_CLAIM = (Claim, Ruling, Verdict, Citation)
PUBLISHED = gettext_lazy("its ruling is published, which only a correction changes")
SPAN = {"start", "end", "revision_id"}


def with_rules(steps: list[Step], actor: Actor) -> list[Step]:
    """The steps, with what forbids some of them, and further ones that must go with them."""
    ids = {step.net.claim_id for step in steps if step.net.claim_id}
    claims: dict[int, Claim] = rows_by_id(Claim, ids)
    _check_published(steps, claims)
    _check_told(steps)
    _check_states(steps, claims)
    _check_owners(steps)
    for step in steps:
        _check_person(step, actor)
    _check_quotes(steps, claims)
    hold_passages(steps)
    return steps + _made_stale(steps, claims)


def _check_published(steps: Sequence[Step], claims: dict[int, Claim]) -> None:
    for step in steps:
        claim = claims.get(step.net.claim_id or 0)
        is_part = issubclass(step.model, PUBLISHED_WITH_THE_CLAIM) or step.net.entity == "fragment"
        is_told = isinstance(step.row, Ruling) and step.row.state != Ruling.State.DRAFT
        if is_told or (is_part and claim is not None and claim.state == State.PUBLISHED):
            step.blocked(str(PUBLISHED))
        elif step.model in {Claim, Ruling} and step.values.get("state") in {"published", "retracted"}:
            step.blocked(_("it would be published again, which only an editor's publishing does"))


def _check_told(steps: Sequence[Step]) -> None:
    for step in steps:
        if isinstance(step.row, Article) and step.values.keys() & TOLD and rulings_told(step.row).exists():
            step.blocked(
                _("a published ruling is about the article, whose details then change with a reason")
            )


def _check_states(steps: Sequence[Step], claims: dict[int, Claim]) -> None:
    """A verdict, a citation and a ruling stand on a claim that is open, a ruling on a verdict too."""
    states = {pk: claim.state for pk, claim in claims.items()}
    states |= {step.net.row_id: step.value("state") for step in steps if step.model is Claim}
    going = {step.key for step in steps if step.how == "removed"}
    judged = _ids_with(Verdict, states, going) | _came_back(steps, Verdict)
    cited = _ids_with(Citation, states, going) | _came_back(steps, Citation)
    for step in steps:
        claim_id = step.net.claim_id or 0
        if step.how == "removed":
            continue
        if step.model in {Verdict, Citation} and step.values.keys() - {"is_stale"}:
            if states.get(claim_id) == State.DISMISSED:
                step.blocked(_("its claim is dismissed: restore that first"))
        elif step.model is Claim and step.values.get("state") == State.SUGGESTED:
            if claim_id in judged | cited:
                step.blocked(_("somebody worked on it since, so that it is more than a suggestion"))
        elif step.model is Ruling and step.how == "restored" and claim_id not in judged:
            step.blocked(_("a ruling is made from verdicts, and the claim has none"))


def _ids_with(
    model: type[Verdict | Citation], claim_ids: Iterable[int], going: set[tuple[str, int]]
) -> set[int]:
    """The claims that keep one of these."""
    entity = model._meta.model_name or ""
    return {
        claim_id
        for part in in_parts(claim_ids)
        for pk, claim_id in model._default_manager.filter(
            claim_id__in=part, withdrawn_at__isnull=True
        ).values_list("pk", "claim_id")
        if (entity, pk) not in going
    }


def _came_back(steps: Sequence[Step], model: type[Any]) -> set[int]:
    return {
        step.net.claim_id or 0
        for step in steps
        if step.model is model and step.how != "removed" and step.value("withdrawn_at") is None
    }


def _check_person(step: Step, actor: Actor) -> None:
    """What is a person's own stays theirs, also from editors."""
    if step.model is Verdict and (step.how != "changed" or step.values.keys() - {"is_stale"}):
        if step.value("reviewer_id") != actor.id:
            step.blocked(_("only the reviewer who gave a verdict takes it back or gives it again"))
    elif step.model is Note and "text" in step.values and step.value("author_id") != actor.id:
        step.blocked(_("only its author changes what a note says"))


def _check_owners(steps: Sequence[Step]) -> None:
    """A project keeps an owner."""
    leaving = [
        step
        for step in steps
        if isinstance(step.row, Membership)
        and step.row.role == Role.OWNER
        and (step.how == "removed" or step.values.get("role", Role.OWNER) != Role.OWNER)
    ]
    for step in leaving:
        others = Membership.objects.filter(project_id=step.row.project_id, role=Role.OWNER)
        if not others.exclude(pk__in=[one.net.row_id for one in leaving]).exists():
            step.blocked(_("a project keeps at least one owner"))


def _check_quotes(steps: Sequence[Step], claims: dict[int, Claim]) -> None:
    """A fragment that comes back says what the text of its claim's revision says there."""
    back = [step for step in steps if step.net.entity == "fragment" and step.how != "removed"]
    if not back:
        return
    made = {step.net.row_id: step for step in steps if step.model is Claim}
    texts: dict[int, str] = {}
    for step in back:
        claim_id = int(step.value("claim_id") or 0)
        source: Any = made.get(claim_id) or claims.get(claim_id)
        revision_id = (
            source.value("revision_id") if isinstance(source, Step) else source and source.revision_id
        )
        if revision_id not in texts:
            texts[revision_id] = _text_of(revision_id, steps)
        start, end = step.value("start"), step.value("end")
        if texts[revision_id][start:end] != step.value("quote"):
            step.blocked(_("the article's text no longer says these words there"))


def _text_of(revision_id: int, steps: Sequence[Step]) -> str:
    for step in steps:
        if step.model is Revision and step.net.row_id == revision_id:
            return str(step.value("text"))
    text = Revision.objects.filter(pk=revision_id).values_list("text", flat=True).first()
    return text or ""


def _made_stale(steps: Sequence[Step], claims: dict[int, Claim]) -> list[Step]:
    """A claim that moves in the text makes the verdicts given since stale, as moving it by hand does."""
    moved = {
        step.net.claim_id or 0
        for step in steps
        if step.net.entity == "fragment" or (step.model is Claim and step.values.keys() & SPAN)
    }
    moved &= claims.keys() - {
        step.net.row_id for step in steps if step.model is Claim and step.how == "removed"
    }
    known = {step.key for step in steps}
    return [
        Step(
            NetChange("verdict", verdict.pk, verdict.claim_id, {"is_stale": True}, {"is_stale": False}),
            Verdict,
            "changed",
            verdict,
            {"is_stale": True},
        )
        for part in in_parts(sorted(moved))
        for verdict in Verdict.objects.filter(claim_id__in=part, is_stale=False, withdrawn_at__isnull=True)
        if ("verdict", verdict.pk) not in known
    ]
