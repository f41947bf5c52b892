"""Owns the page of one gesture: an address for it that stays, to which every timeline and taking back links."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.models import Change, Verb
from annotations.policy import allowed, may
from annotations.selectors.revert.plan import project_behind
from annotations.selectors.scoping import actions_of, changes_of
from annotations.selectors.timeline.pages import Page, action_entry
from annotations.web.acting import acting, person_of


@require_safe
def gesture(request: HttpRequest, action_id: int) -> HttpResponse:
    """A 404 for a gesture that changed nothing which the person may see; of one's own, one may see all."""
    person = person_of(request)
    action = get_object_or_404(actions_of(person), pk=action_id)
    visible = changes_of(person)
    is_own = action.actor_id == person.pk
    entry = action_entry(action, Change.objects.select_related("action") if is_own else visible)
    if entry is None:
        raise Http404
    project = project_behind(visible.filter(action_id=action.pk))
    verbs = allowed(acting(request), project) if project else frozenset()
    context: dict[str, Any] = {
        "action": action,
        "entry": entry,
        "project": project,
        "allowed_verbs": verbs,
        "may_change": Verb.ARTICLE_CHANGED in verbs,
        "may_erase": may(acting(request), Verb.HISTORY_REDACTED, project),
        "timeline": Page((entry,), None),
    }
    return render(request, "annotations/gesture.html", context)
