"""Owns the page on which a source is changed, and what is shown when two people change it at once."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Source, Verb
from annotations.policy import require
from annotations.selectors.scoping import sources_of
from annotations.services.rows import Stale
from annotations.services.sources import change_source
from annotations.web.acting import acting, person_of
from annotations.web.card_forms import address, line
from annotations.web.citation_forms import day

DETAILS = ("title", "url", "publisher", "published_on", "archived_url")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the two people leave different."""

    label: str
    theirs: str
    mine: str


class SourceForm(forms.Form):
    """`version` is that of the source as it was seen."""

    title = line(gettext_lazy("Title"), limit=300, required=True)
    url = address(gettext_lazy("Address"), required=True)
    publisher = line(gettext_lazy("Publisher"), limit=200)
    published_on = day(gettext_lazy("Published on"))
    archived_url = address(gettext_lazy("Address of an archived copy"))
    reason = line(gettext_lazy("Why"), limit=300, help_text=gettext_lazy("Kept in the history."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def blame(self, error: ValidationError) -> None:
        """Put a service's refusal beside the fields it names, and what names none of these above the form."""
        named = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, refusals in named.items():
            self.add_error(name if name in self.fields else None, refusals)


def source_edit(request: HttpRequest, source_id: int) -> HttpResponse:
    found = get_object_or_404(sources_of(person_of(request)), pk=source_id)
    actor = acting(request)
    require(actor, Verb.SOURCE_CHANGED, found.project)
    if request.method != "POST":
        return _page(request, found, SourceForm(initial=_initial(found)))
    form = SourceForm(request.POST, initial=_initial(found))
    if not form.is_valid():
        return _page(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    given = form.cleaned_data
    changed = {name: given[name] for name in DETAILS if name in form.changed_data}
    try:
        change_source(actor=actor, source=found, version=given["version"], reason=given["reason"], **changed)
    except Stale as stale:
        return _conflict(request, form, stale.current)
    except ValidationError as error:
        form.blame(error)
        return _page(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except PermissionDenied as denied:
        form.add_error(None, str(denied))
        return _page(request, found, form, status=HTTPStatus.FORBIDDEN)
    messages.success(request, _("Saved."))
    return redirect("source", found.pk)


def _conflict(request: HttpRequest, form: SourceForm, current: Any) -> HttpResponse:
    """What they saved beside what was typed. Saving again, knowing both, goes through."""
    differences = [
        Difference(
            str(form[name].label), str(getattr(current, name) or ""), str(form.cleaned_data[name] or "")
        )
        for name in DETAILS
        if (getattr(current, name) or "") != (form.cleaned_data[name] or "")
    ]
    typed = {name: form.data.get(name, "") for name in (*DETAILS, "reason")}
    again = SourceForm(typed | {"version": current.version}, initial=_initial(current))
    return _page(request, current, again, status=HTTPStatus.CONFLICT, differences=differences)


def _page(
    request: HttpRequest,
    found: Source,
    form: SourceForm,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    differences: list[Difference] | None = None,
) -> HttpResponse:
    context = {
        "project": found.project,
        "source": found,
        "form": form,
        "is_conflict": differences is not None,
        "differences": differences or [],
    }
    return render(request, "annotations/source_edit.html", context, status=status)


def _initial(found: Source) -> dict[str, object]:
    return {name: getattr(found, name) for name in (*DETAILS, "version")}
