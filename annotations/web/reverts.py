"""Owns the page that shows what taking a gesture back would change, and does it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from annotations.models import Action, Article, Change
from annotations.selectors.revert_plan import RevertPlan
from annotations.selectors.scoping import actions_of
from annotations.services.reverts import preview_revert, revert_action
from annotations.web.acting import acting, person_of

# Rows told one by one; a gesture of more is told by its beginning and its number.
SHOWN = 40
LONGEST_REASON = 500


def revert(request: HttpRequest, action_id: int) -> HttpResponse:
    action = get_object_or_404(actions_of(person_of(request)), pk=action_id)
    actor = acting(request)
    if request.method != "POST":
        return _page(request, preview_revert(actor=actor, action=action), action)
    reason = request.POST.get("reason", "")
    try:
        if len(reason) > LONGEST_REASON or "\x00" in reason:
            raise ValidationError({"reason": [_("Say it in at most 500 characters.")]})
        revert_action(actor=actor, action=action, reason=reason)
    except ValidationError as error:
        problems = [] if NON_FIELD_ERRORS in error.message_dict else error.messages
        plan = preview_revert(actor=actor, action=action)
        return _page(request, plan, action, reason=reason, problems=problems)
    messages.success(request, _("Taken back. This is in the history too, and can be taken back itself."))
    article = _article_of(action)
    return redirect("article_history", article.pk) if article else redirect("home")


def _page(
    request: HttpRequest,
    plan: RevertPlan,
    action: Action,
    *,
    reason: str = "",
    problems: list[str] | None = None,
) -> HttpResponse:
    context = {
        "plan": plan,
        "rows": plan.rows[:SHOWN],
        "more": max(0, len(plan.rows) - SHOWN),
        "conflicts": plan.conflicts[:SHOWN],
        "action": action,
        "article": _article_of(action),
        "project": plan.project,
        "is_own": action.actor_id == person_of(request).pk,
        "reason": reason[:LONGEST_REASON],
        "problems": problems or [],
    }
    status = HTTPStatus.OK if problems is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "annotations/revert.html", context, status=status)


def _article_of(action: Action) -> Article | None:
    """An article that the gesture was about and that is there."""
    streams = Change.objects.filter(action_id=action.pk, stream__startswith="article:").order_by()
    stream = streams.values_list("stream", flat=True).first()
    return Article.objects.filter(pk=stream.partition(":")[2]).first() if stream else None
