"""Owns a person's own account: their API tokens and password, on the page that also holds their preferences."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from annotations.models import ApiToken
from annotations.selectors.preferences import preferences_of
from annotations.services.people import set_password
from annotations.services.tokens import issue_token, revoke_token
from annotations.web.acting import acting, person_of
from annotations.web.people_forms import PasswordForm, TokenForm
from annotations.web.preferences_forms import PreferencesForm


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    return account_page(request)


@require_POST
@never_cache
def token_issue(request: HttpRequest) -> HttpResponse:
    """The new key is part of this one answer and of nothing else."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return account_page(request, token=form)
    days = form.cleaned_data["days"]
    expires_at = timezone.now() + timedelta(days=int(days)) if days else None
    token, key = issue_token(
        actor=acting(request),
        name=form.cleaned_data["name"],
        scope=form.cleaned_data["scope"],
        expires_at=expires_at,
    )
    return account_page(request, new_token=token, new_key=key)


@require_POST
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, person=person_of(request), pk=token_id)
    revoke_token(actor=acting(request), token=token)
    messages.success(request, _("The token is revoked. It opens nothing from now on."))
    return redirect("account")


@require_POST
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the person end, this one stays."""
    person = person_of(request)
    form = PasswordForm(person, request.POST)
    if not form.is_valid():
        return account_page(request, password=form)
    try:
        changed = set_password(
            actor=acting(request),
            person=person,
            password=form.cleaned_data["new"],
            revokes_tokens=form.cleaned_data["revokes_tokens"],
        )
    except ValidationError as refused:
        form.add_error("new", refused)
        return account_page(request, password=form)
    update_session_auth_hash(request, changed)
    messages.success(request, _("Your password is changed. Other devices have been logged out."))
    return redirect("account")


def account_page(
    request: HttpRequest,
    *,
    token: TokenForm | None = None,
    password: PasswordForm | None = None,
    preferences: PreferencesForm | None = None,
    new_token: ApiToken | None = None,
    new_key: str = "",
) -> HttpResponse:
    """The page of the account; each form that was refused stands in it as it was sent."""
    person = person_of(request)
    refused = any(form is not None and form.errors for form in (token, password, preferences))
    context = {
        "token_form": token or TokenForm(),
        "password_form": password or PasswordForm(person),
        "preferences_form": preferences or PreferencesForm.of(preferences_of(person)),
        "tokens": ApiToken.objects.filter(person=person, revoked_at__isnull=True)[:100],
        "new_token": new_token,
        "new_key": new_key,
        "now": timezone.now(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "annotations/account.html", context, status=status)
