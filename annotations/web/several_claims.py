"""Owns accepting or dismissing several claims of an article at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from annotations.models import Article, Claim
from annotations.selectors.scoping import claims_of
from annotations.services.several_claims import accept_several, dismiss_several
from annotations.web.acting import acting, person_of
from annotations.web.claim_forms import SeveralForm
from annotations.web.place import article_at


def several(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    if request.method == "POST":
        form = SeveralForm(request.POST)
        try:
            messages.success(request, _done(request, article, form))
        except (ValidationError, PermissionDenied) as refused:
            said = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
            messages.error(request, " ".join(said))
    return redirect("workbench", article_id)


def _done(request: HttpRequest, article: Article, form: SeveralForm) -> str:
    """What was done, in words. Raises ValidationError and PermissionDenied."""
    if not form.is_valid():
        raise ValidationError([message for errors in form.errors.values() for message in errors])
    given = form.cleaned_data
    claims: list[Claim] = list(claims_of(person_of(request)).filter(article=article, pk__in=given["claims"]))
    if given["gesture"] == "accept":
        number = accept_several(actor=acting(request), article=article, claims=claims)
        words = ngettext("%(number)s claim accepted.", "%(number)s claims accepted.", number)
    else:
        dismissal = given["dismissal"]
        number = dismiss_several(actor=acting(request), article=article, claims=claims, dismissal=dismissal)
        words = ngettext("%(number)s claim dismissed.", "%(number)s claims dismissed.", number)
    return words % {"number": number}
