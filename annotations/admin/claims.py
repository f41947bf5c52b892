"""Claims in the admin, with verdicts, citations and notes below each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.admin.acting import acting
from annotations.admin.editing import ServiceAdmin, told
from annotations.admin.forms import GesturesForm, ServiceForm, reason_in
from annotations.admin.labels import AssignmentInline, ClaimTagInline
from annotations.admin.rows_of_a_claim import CitationInline, FragmentInline, NoteInline, VerdictInline
from annotations.history.actor import Actor
from annotations.models import Claim, Dismissal, Verb
from annotations.services.claims import accept_claim, change_claim, dismiss_claim, mark_claim, restore_claim
from annotations.services.rows import Stale
from annotations.text.quoting import occurrences


class ClaimForm(ServiceForm):
    quote = forms.CharField(
        label=_("Quote"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text=_("The exact words of the article. They must stand in it once."),
    )


@admin.register(Claim)
class ClaimAdmin(ServiceAdmin):
    project_path = "article__project"
    add_verb = Verb.CLAIM_MARKED
    change_verb = Verb.CLAIM_CHANGED
    list_display = ["statement", "article", "kind", "state", "claimant", "check_worthiness"]
    list_filter = [
        "state",
        "kind",
        "claim_tags__tag",
        "article__project",
        "dismissal",
        "ambiguous",
        "needs_reanchor",
    ]
    list_select_related = ["article__project"]
    search_fields = ["statement", "claimant", "fragments__quote", "article__title"]
    autocomplete_fields = ["article"]
    inlines = [
        FragmentInline,
        ClaimTagInline,
        AssignmentInline,
        VerdictInline,
        CitationInline,
        NoteInline,
    ]
    actions = ["accept", "dismiss_as_not_checkable", "restore"]
    action_form = GesturesForm
    shown = [
        "article",
        "state",
        "dismissal",
        "check_worthiness",
        "reasons",
        "proposed_by",
        "marked_by",
        "created_at",
    ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        return super().get_form(
            request, obj, change=change, form=ServiceForm if obj else ClaimForm, **options
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["article", "quote", "statement", "kind", "claimant", "said_on"]
        return ["statement", "kind", "claimant", "said_on", "reason", *self.shown, "seen_version"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.shown if obj else []

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else []

    def add(self, actor: Actor, values: dict[str, Any]) -> Claim:
        article, quote = values["article"], values["quote"]
        text = article.revisions.order_by("-number")[0].text
        found = occurrences(text, quote)
        if len(found) != 1:
            raise ValidationError(
                {
                    "quote": gettext("These words stand %(count)d times in the article.")
                    % {"count": len(found)}
                }
            )
        return mark_claim(
            actor=actor,
            article=article,
            spans=found,
            quotes=[quote],
            statement=values["statement"],
            kind=values["kind"],
            claimant=values["claimant"],
            said_on=values["said_on"],
        )

    def change(self, actor: Actor, obj: Claim, values: dict[str, Any], changed: list[str]) -> None:
        change_claim(
            actor=actor,
            claim=obj,
            version=values["seen_version"],
            reason=values["reason"],
            verb=Verb.CLAIM_REWORDED if changed == ["statement"] else Verb.CLAIM_CHANGED,
            **{name: values[name] for name in changed},
        )

    @admin.action(description=_("Accept the selected suggestions"))
    def accept(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(
            request,
            claims,
            lambda actor, claim: accept_claim(
                actor=actor, claim=claim, version=self.version_shown(request, claim)
            ),
        )

    @admin.action(description=_("Dismiss the selected claims as not checkable"))
    def dismiss_as_not_checkable(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(
            request,
            claims,
            lambda actor, claim: dismiss_claim(
                actor=actor,
                claim=claim,
                version=self.version_shown(request, claim),
                dismissal=Dismissal.NOT_CHECKABLE,
                reason=reason_in(request),
            ),
        )

    @admin.action(description=_("Restore the selected claims"))
    def restore(self, request: HttpRequest, claims: QuerySet[Claim]) -> None:
        self._each(
            request,
            claims,
            lambda actor, claim: restore_claim(
                actor=actor, claim=claim, version=self.version_shown(request, claim)
            ),
        )

    def _each(self, request: HttpRequest, claims: QuerySet[Claim], gesture: Any) -> None:
        done = 0
        for claim in claims:
            try:
                gesture(acting(request), claim)
                done += 1
            except (ValidationError, PermissionDenied, Stale) as refused:
                self.message_user(request, f"{claim}: {told(refused)}", messages.ERROR)
        self.message_user(request, gettext("%(count)d claims done.") % {"count": done}, messages.SUCCESS)
