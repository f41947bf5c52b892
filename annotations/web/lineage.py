"""Owns the pages on which one claim is split in two, and several are merged into one."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Article, Claim, State, Verb
from annotations.policy import require
from annotations.selectors.scoping import claims_of
from annotations.services.claim_lineage import merge_claims, split_claim
from annotations.web.acting import acting, person_of
from annotations.web.card_forms import CardForm
from annotations.web.gestures import keyed, tried
from annotations.web.lineage_forms import MergeForm, SplitForm
from annotations.web.place import article_at, claim_at, row_id

MERGEABLE = (State.SUGGESTED, State.OPEN)


def split(request: HttpRequest, claim_id: int) -> HttpResponse:
    claim = claim_at(request, claim_id)
    require(acting(request), Verb.CLAIM_SPLIT, claim.article.project)
    if request.method != "POST":
        return _split_page(request, claim, SplitForm.of(claim))
    form = SplitForm(request.POST)
    if not form.is_valid() or (parts := form.parts(claim)) is None:
        return _split_page(request, claim, form, HTTPStatus.UNPROCESSABLE_ENTITY)

    def service(actor: Actor) -> object:
        reason = form.cleaned_data["reason"]
        return split_claim(actor=actor, claim=claim, version=form.base, parts=parts, reason=reason)

    if status := _tried(request, form, claim.article, service):
        return _split_page(request, claim, form, status)
    messages.success(request, _("Split. The old claim is dismissed and keeps its verdicts."))
    return redirect("claim", claim.pk)


def merge(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    require(acting(request), Verb.CLAIMS_MERGED, article.project)
    if request.method != "POST":
        chosen = {row_id(request.GET.get("claim")) or 0}
        return _merge_page(request, article, MergeForm(), chosen)
    form = MergeForm(request.POST)
    is_valid = form.is_valid()
    chosen = set(form.versions)
    if not is_valid:
        return _merge_page(request, article, form, chosen, HTTPStatus.UNPROCESSABLE_ENTITY)
    claims = list(claims_of(person_of(request)).filter(article=article, pk__in=chosen))
    made: list[Claim] = []

    def service(actor: Actor) -> object:
        given = form.cleaned_data
        statement = given["statement"]
        made.append(
            merge_claims(
                actor=actor,
                claims=claims,
                versions=form.versions,
                statement=statement,
                reason=given["reason"],
            )
        )
        return made

    if status := _tried(request, form, article, service):
        return _merge_page(request, article, form, chosen, status)
    messages.success(request, _("Merged. The old claims are dismissed and keep their verdicts."))
    return redirect("claim", made[0].pk) if made else redirect("workbench", article.pk)


def _tried(
    request: HttpRequest, form: CardForm, article: Article, service: Callable[[Actor], object]
) -> HTTPStatus | None:
    """The status of a refusal, put into the form; None when it is done, now or by the same form before."""
    status = tried(keyed(acting(request), form), article, form, service)
    if status == HTTPStatus.CONFLICT:
        form.add_error(None, _("Somebody changed this meanwhile. Look at it again: nothing is saved yet."))
    return status


def _split_page(
    request: HttpRequest, claim: Claim, form: SplitForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"claim": claim, "article": claim.article, "project": claim.article.project, "form": form}
    form.point_out("first_quotes")
    context["fragments"] = claim.fragments.order_by("position")
    return render(request, "annotations/lineage/split.html", context, status=status)


def _merge_page(
    request: HttpRequest,
    article: Article,
    form: MergeForm,
    chosen: set[int],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The claims that may be merged, with the version that they have now."""
    claims = claims_of(person_of(request)).filter(article=article, state__in=MERGEABLE)
    form.point_out()
    context = {
        "article": article,
        "project": article.project,
        "form": form,
        "claims": claims.order_by("start", "end", "pk"),
        "chosen": chosen,
    }
    return render(request, "annotations/lineage/merge.html", context, status=status)
