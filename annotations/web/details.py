"""Owns how a page runs on which the details of one row are changed: refused beside the fields, met by somebody
else's change, or saved. What the row is, its page says."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from annotations.models.versioned import Versioned
from annotations.web.row_forms import RowForm, refusal_of


def details_page(
    request: HttpRequest,
    row: Versioned,
    form_class: type[RowForm],
    save: Callable[..., object],
    *,
    template: str,
    context: dict[str, Any],
    back: str,
) -> HttpResponse:
    """`save` takes the version as it was seen, the reason and whatever differs, by name; `back` is an address."""

    def page(form: RowForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
        form.point_out()
        return render(request, template, context | {"form": form}, status=status)

    if request.method != "POST":
        return page(form_class.of_row(row))
    form = form_class(request.POST)
    if not form.is_valid():
        return page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    changes = form.changes_to(row)
    if not changes:
        messages.info(request, _("Nothing was different, so nothing was saved."))
        return redirect(back)
    reason = form.cleaned_data["reason"]
    if status := refusal_of(form, lambda: save(version=form.base, reason=reason, **changes)):
        return page(form, status)
    messages.success(request, _("Saved."))
    return redirect(back)
