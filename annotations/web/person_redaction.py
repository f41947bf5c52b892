"""Owns the page that erases a person's account for good: what goes and what stays first, then a typed confirmation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.models import User, Verb
from annotations.policy import require
from annotations.selectors.person_copies import person_copies
from annotations.services.person_erasing import erase_person
from annotations.web.acting import acting

# Places elsewhere that are told one by one.
SHOWN = 20


class PersonErasureForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Kept in the history, so without the name: “asked for it on 3 May”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    confirmation = forms.CharField(
        max_length=200,
        error_messages={"required": _("Type the person's name for logging in to erase the account.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


def person_redaction(request: HttpRequest, person_id: int) -> HttpResponse:
    """For the operators of the site: an account may have worked in many projects."""
    require(acting(request), Verb.HISTORY_REDACTED)
    person = get_object_or_404(User, pk=person_id)
    form = PersonErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_done(request, person, form):
        return redirect("person_history", person.pk)
    return _page(request, person, form)


def _is_done(request: HttpRequest, person: User, form: PersonErasureForm) -> bool:
    """Whether the account was erased; otherwise the form says why not."""
    if form.cleaned_data["confirmation"].strip() != person.username:
        form.add_error("confirmation", _("Type the person's name for logging in to erase the account."))
        return False
    try:
        gestures = erase_person(actor=acting(request), person=person, reason=form.cleaned_data["reason"])
    except ValidationError as refused:
        for field, problems in refused.message_dict.items():
            form.add_error(field if field in form.fields else None, problems)
        return False
    told = ngettext(
        "Erased the account, and the name from %(count)d gesture.",
        "Erased the account, and the name from %(count)d gestures.",
        gestures,
    )
    messages.success(request, told % {"count": gestures})
    return True


def _page(request: HttpRequest, person: User, form: PersonErasureForm) -> HttpResponse:
    found = person_copies(person)
    elsewhere = (*found.elsewhere.rows, *found.elsewhere.changes, *found.elsewhere.actions)
    context: dict[str, Any] = {
        "whom": person,
        "form": form,
        "found": found,
        "elsewhere": elsewhere[:SHOWN],
        "more": max(0, len(elsewhere) - SHOWN),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "annotations/person_redaction.html", context, status=status)
