"""Owns the page that erases words from a project for good: first everywhere they stand, then a typed confirmation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.models import Project, Verb
from annotations.policy import require
from annotations.selectors.copies import Copies, copies_of
from annotations.selectors.erasures import erasures_in
from annotations.services.erasing import erase_passage, passage_of
from annotations.web.acting import acting
from annotations.web.place import project_at

# Copies told one by one; of more, their number is told.
SHOWN = 50


class RedactionForm(forms.Form):
    """`confirmation` is asked for once the places were shown."""

    words = forms.CharField(
        label=_("Words to erase"),
        max_length=2_000,
        help_text=_(
            "Exactly as they stand, in upper or lower case. Each place where they stand is shown first."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_(
            "Kept in the history and shown to readers of it, so without the words: “court order of 3 May”."
        ),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    confirmation = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def redaction(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_at(request, slug)
    require(acting(request), Verb.HISTORY_REDACTED, project)
    if request.method != "POST":
        return _page(request, project, RedactionForm())
    form = RedactionForm(request.POST)
    if not form.is_valid():
        return _page(request, project, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if "erase" not in request.POST:
        return _preview(request, project, form)
    if form.cleaned_data["confirmation"].strip() != project.slug:
        form.add_error("confirmation", _("Type the project's short name to erase the words for good."))
        return _preview(request, project, form)
    return _erase(request, project, form)


def _erase(request: HttpRequest, project: Project, form: RedactionForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        erased = erase_passage(
            actor=acting(request), project=project, words=given["words"], reason=given["reason"]
        )
    except ValidationError as refused:
        return _refused(request, project, form, refused)
    told = ngettext("Erased from %(count)d place.", "Erased from %(count)d places.", erased.count)
    messages.success(request, told % {"count": erased.count})
    return redirect("redaction", project.slug)


def _preview(request: HttpRequest, project: Project, form: RedactionForm) -> HttpResponse:
    try:
        copies = copies_of(passage_of(form.cleaned_data["words"]), project)
    except ValidationError as refused:
        return _refused(request, project, form, refused)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _page(request, project, form, copies, status)


def _refused(
    request: HttpRequest, project: Project, form: RedactionForm, refused: ValidationError
) -> HttpResponse:
    for field, told in refused.message_dict.items():
        form.add_error(field if field in form.fields else None, told)
    return _page(request, project, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: HttpRequest,
    project: Project,
    form: RedactionForm,
    copies: Copies | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "project": project,
        "form": form,
        "copies": copies,
        "history_count": len(copies.changes) + len(copies.actions) if copies else 0,
        "shown_rows": copies.rows[:SHOWN] if copies else (),
        "shown_history": (copies.changes + copies.actions)[:SHOWN] if copies else (),
        "erasures": erasures_in(project)[:SHOWN],
    }
    return render(request, "annotations/redaction.html", context, status=status)
