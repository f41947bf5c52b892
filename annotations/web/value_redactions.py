"""Owns the page that erases one value alone: of a gesture, or of what it changed. Shown, chosen, confirmed, erased."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from annotations.models import Action, Verb
from annotations.policy import require
from annotations.selectors.erasable import Erasable, erasable_in
from annotations.selectors.revert.plan import project_behind
from annotations.selectors.scoping import actions_of, changes_of
from annotations.services.redactions import redact_action, redact_change
from annotations.web.acting import acting, person_of

# Changes of one gesture that are offered; of a larger one, words are erased on the project's page.
OFFERED = 200


class ValueForm(forms.Form):
    """`value` is the key of what was chosen."""

    value = forms.CharField(max_length=100, error_messages={"required": _("Choose what is erased.")})
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_(
            "Kept in the history and shown to readers of it, so without the words: “court order of 3 May”."
        ),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    is_sure = forms.BooleanField(
        label=_("Erase it for good. Nobody can bring it back."),
        error_messages={"required": _("Tick this to erase it for good.")},
    )


def action_redaction(request: HttpRequest, action_id: int) -> HttpResponse:
    action = get_object_or_404(actions_of(person_of(request)), pk=action_id)
    visible = changes_of(person_of(request))
    project = project_behind(visible.filter(action_id=action.pk))
    require(acting(request), Verb.HISTORY_REDACTED, project)
    offered = erasable_in(action, visible.filter(action_id=action.pk).order_by("id")[:OFFERED])
    form = ValueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = next((one for one in offered if one.key == form.cleaned_data["value"]), None)
        if chosen is None:
            form.add_error("value", _("This is not there any more. Choose what is erased."))
        elif _is_done(request, action, chosen, form):
            messages.success(request, _("Erased for good: %(what)s.") % {"what": chosen.what})
            return redirect("gesture", action.pk)
    context = {
        "action": action,
        "project": project,
        "offered": offered,
        "form": form,
        "chosen": request.POST.get("value", ""),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "annotations/action_redaction.html", context, status=status)


def _is_done(request: HttpRequest, action: Action, chosen: Erasable, form: ValueForm) -> bool:
    actor, reason = acting(request), form.cleaned_data["reason"]
    visible = changes_of(person_of(request))
    try:
        if chosen.change_id is None:
            project = project_behind(visible.filter(action_id=action.pk))
            redact_action(actor=actor, action=action, project=project, field=chosen.field, reason=reason)
        else:
            change = visible.get(pk=chosen.change_id)
            redact_change(actor=actor, change=change, field=chosen.field, reason=reason)
    except ValidationError as refused:
        for field, told in refused.message_dict.items():
            form.add_error(field if field in form.fields else None, told)
        return False
    return True
