"""Owns the pages that show what taking a gesture, or single changes, back would do, and do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from annotations.models import Action, Article, Change, Verb
from annotations.policy import may
from annotations.selectors.revert.choice import Choice, choices_among
from annotations.selectors.revert.plan import RevertPlan
from annotations.selectors.scoping import actions_of, changes_of
from annotations.services.reverts import (
    NAMING,
    preview_changes,
    preview_revert,
    revert_action,
    revert_changes,
)
from annotations.web.acting import acting, person_of
from annotations.web.place import row_id

# Rows told one by one; a gesture of more is told by its beginning and its number.
SHOWN = 40
# Changes of one gesture to choose among; a larger one is taken back whole.
OFFERED = 200
LONGEST_REASON = 500


def revert(request: HttpRequest, action_id: int) -> HttpResponse:
    action = get_object_or_404(actions_of(person_of(request)), pk=action_id)
    actor = acting(request)
    if request.method != "POST":
        return _page(request, preview_revert(actor=actor, action=action), action)
    try:
        revert_action(actor=actor, action=action, reason=reason_given(request))
    except ValidationError as error:
        plan = preview_revert(actor=actor, action=action)
        return _page(request, plan, action, problems=problems_of(error))
    return taken_back(request, _article_of(action))


def choose_changes(request: HttpRequest, action_id: int) -> HttpResponse:
    """Single changes of a gesture: those ticked (`change=`) are previewed, and taken back when the form is sent."""
    action = get_object_or_404(actions_of(person_of(request)), pk=action_id)
    changes = changes_of(person_of(request)).filter(action_id=action.pk)
    changes = changes.exclude(entity=NAMING).order_by("id")[:OFFERED]
    return _choosing(request, list(changes), action)


def choose_unexplained(request: HttpRequest, change_id: int) -> HttpResponse:
    """The same for a change that no gesture explains, and for those written together with it."""
    visible = changes_of(person_of(request)).filter(action__isnull=True)
    change = get_object_or_404(visible, pk=change_id)
    beside = visible.filter(stream=change.stream, id__range=(change.pk - OFFERED, change.pk)).order_by("id")
    return _choosing(request, [one for one in beside if abs(change.at - one.at).total_seconds() < 1], None)


def reason_given(request: HttpRequest) -> str:
    """The reason typed. Raises ValidationError when it is too long."""
    reason = request.POST.get("reason", "")
    if len(reason) > LONGEST_REASON or "\x00" in reason:
        raise ValidationError({"reason": [_("Say it in at most 500 characters.")]})
    return reason


def problems_of(error: ValidationError) -> list[str]:
    """What is said above the form; what stands in the way is said by the preview already."""
    return [] if NON_FIELD_ERRORS in error.message_dict else error.messages


def taken_back(request: HttpRequest, article: Article | None) -> HttpResponse:
    messages.success(request, _("Taken back. This is in the history too, and can be taken back itself."))
    return redirect("article_history", article.pk) if article else redirect("home")


def plan_context(plan: RevertPlan | None) -> dict[str, Any]:
    """What the list of a plan's rows shows."""
    rows = plan.rows if plan else ()
    return {
        "plan": plan,
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "conflicts": plan.conflicts[:SHOWN] if plan else [],
    }


def _page(
    request: HttpRequest, plan: RevertPlan, action: Action, *, problems: list[str] | None = None
) -> HttpResponse:
    context = plan_context(plan) | {
        "action": action,
        "article": _article_of(action),
        "project": plan.project,
        "is_own": action.actor_id == person_of(request).pk,
        "may_choose": may(acting(request), Verb.CHANGES_REVERTED, plan.project),
        "reason": request.POST.get("reason", "")[:LONGEST_REASON],
        "problems": problems or [],
    }
    status = HTTPStatus.OK if problems is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "annotations/revert.html", context, status=status)


def _choosing(request: HttpRequest, changes: Sequence[Change], action: Action | None) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    wanted = {row_id(text) for text in asked.getlist("change")}
    chosen = [change for change in changes if change.pk in wanted]
    if not changes:
        raise Http404
    # Asked for also where nothing is ticked: whoever may not do it is told at once.
    plan = preview_changes(actor=acting(request), changes=chosen or changes)
    problems: list[str] | None = None
    if request.method == "POST" and chosen:
        try:
            revert_changes(actor=acting(request), changes=chosen, reason=reason_given(request))
        except ValidationError as error:
            problems = problems_of(error)
        else:
            return taken_back(request, _article_in(changes))
    context = plan_context(plan if chosen else None) | {
        "action": action,
        "choices": _offered(changes, wanted),
        "chosen": chosen,
        "article": _article_in(changes),
        "project": plan.project,
        "reason": request.POST.get("reason", "")[:LONGEST_REASON],
        "problems": problems or [],
    }
    status = HTTPStatus.OK if problems is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "annotations/revert_changes.html", context, status=status)


def _offered(changes: Iterable[Change], wanted: set[int | None]) -> list[tuple[Choice, bool]]:
    return [(choice, choice.id in wanted) for choice in choices_among(changes)]


def _article_in(changes: Iterable[Change]) -> Article | None:
    streams = {change.stream for change in changes if change.stream.startswith("article:")}
    return Article.objects.filter(pk=min(streams).partition(":")[2]).first() if streams else None


def _article_of(action: Action) -> Article | None:
    """An article that the gesture was about and that is there."""
    streams = Change.objects.filter(action_id=action.pk, stream__startswith="article:").order_by()
    stream = streams.values_list("stream", flat=True).first()
    return Article.objects.filter(pk=stream.partition(":")[2]).first() if stream else None
