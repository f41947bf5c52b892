"""Owns the pages on which a person sets how everything looks and which key does what."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotations.selectors.keymap import keymap_of
from annotations.services.preferences import bind_key, change_preferences, reset_keys
from annotations.services.rows import Stale
from annotations.web.acting import acting, person_of
from annotations.web.people import account_page
from annotations.web.preferences_forms import PreferencesForm


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return account_page(request, preferences=form)
    try:
        change_preferences(actor=acting(request), version=form.cleaned_data["version"], **form.values)
    except Stale:
        messages.warning(request, _("You changed this in another window meanwhile: look, then save again."))
        return redirect("account")
    except ValidationError as refused:
        form.add_error(None, refused.messages[0])
        return account_page(request, preferences=form)
    messages.success(request, _("Saved. It holds wherever you log in."))
    return redirect("account")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every gesture with its key."""
    return _keys(request)


@require_POST
def key_bind(request: HttpRequest, gesture: str) -> HttpResponse:
    """Give one gesture the key that was pressed or typed."""
    typed = request.POST.get("key", "")[:40]
    try:
        bind_key(actor=acting(request), gesture=gesture, key=typed)
    except ValidationError as refused:
        return _keys(request, gesture=gesture, typed=typed, errors=refused.messages)
    messages.success(request, _("The key is set."))
    return redirect(reverse("keys") + f"#key-{gesture}")


@require_POST
def key_reset(request: HttpRequest) -> HttpResponse:
    """Back to the key that a gesture came with, or to all of them."""
    gesture = request.POST.get("gesture") or None
    try:
        reset_keys(actor=acting(request), gesture=gesture)
    except ValidationError as refused:
        return _keys(request, gesture=gesture or "", typed=None, errors=refused.messages)
    messages.success(request, _("The keys are as they came."))
    return redirect(reverse("keys") + (f"#key-{gesture}" if gesture else ""))


def _keys(
    request: HttpRequest, *, gesture: str = "", typed: str | None = None, errors: list[str] | None = None
) -> HttpResponse:
    keymap = keymap_of(person_of(request))
    context = {
        "keymap": keymap,
        "groups": keymap.groups(),
        "key_data": keymap.as_data(),
        "wrong": gesture,
        "typed": typed,
        "errors": errors or [],
        "any_own": any(key.is_own for key in keymap.keys),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "annotations/keys.html", context, status=status)
