"""Owns what hangs on a claim in the API: its tags, and who is asked to review it. No version is needed or changed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.claims import ClaimSerializer, shown_claims
from annotations.api.gestures import Gesture, Text
from annotations.api.resource import Resource
from annotations.models import Claim, Project, User, Verb
from annotations.policy import reviewers_of
from annotations.selectors.scoping import claims_of
from annotations.services.assignments import assign_claims, unassign_claims
from annotations.services.bulk import as_one_gesture
from annotations.services.tags import tag_claims, untag_claims

LARGEST_ID = 2**63 - 1


class ChangeTags(Gesture):
    """Names of tags; those that the project does not have yet are made."""

    add = serializers.ListField(child=Text(), max_length=50, required=False)
    remove = serializers.ListField(child=Text(), max_length=50, required=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if not given.get("add") and not given.get("remove"):
            raise serializers.ValidationError(_("Say what to change."), code="required")
        return given


class AssignClaim(Gesture):
    person = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST_ID,
        required=False,
        help_text=gettext_lazy("Who reviews it; yourself when left out."),
    )


class ClaimLabels(Resource[Claim]):
    model = Claim
    representation = ClaimSerializer

    def rows(self) -> QuerySet[Claim]:
        return shown_claims(self.person)

    def claim(self) -> Claim:
        return self.found(claims_of(self.person), pk=self.kwargs["claim"])

    @extend_schema(request=ChangeTags, responses=ClaimSerializer)
    def tags(self, request: Request, **named: Any) -> Response:
        """Put tags on the claim and take others off, in one gesture."""
        claim, given = self.claim(), self.given(ChangeTags)
        about: dict[str, Any] = {"actor": self.actor, "project": claim.article.project, "claims": [claim]}
        with as_one_gesture(self.actor, Verb.CLAIM_TAGGED if given.get("add") else Verb.CLAIM_UNTAGGED):
            if given.get("remove"):
                untag_claims(**about, names=given["remove"])
            if given.get("add"):
                tag_claims(**about, names=given["add"])
        return self.answer(claim)

    @extend_schema(request=AssignClaim, responses=ClaimSerializer)
    def assign(self, request: Request, **named: Any) -> Response:
        """Ask somebody to review the claim. It grants them nothing."""
        claim, given = self.claim(), self.given(AssignClaim)
        project = claim.article.project
        person = reviewer_named(project, given.get("person"), self.person)
        assign_claims(actor=self.actor, project=project, claims=[claim], person=person)
        return self.answer(claim)

    @extend_schema(request=AssignClaim, responses=ClaimSerializer)
    def unassign(self, request: Request, **named: Any) -> Response:
        """Take somebody off the claim."""
        claim, given = self.claim(), self.given(AssignClaim)
        person: User | None = self.person
        if "person" in given:
            person = User.objects.filter(pk=given["person"], assignments__claim=claim).first()
        if person is None:
            raise serializers.ValidationError({"person": [_("The claim is not assigned to this person.")]})
        unassign_claims(actor=self.actor, project=claim.article.project, claims=[claim], person=person)
        return self.answer(claim)


def reviewer_named(project: Project, person_id: int | None, oneself: User) -> User:
    """The person of this id who may review, or oneself where none is named. Raises ValidationError."""
    if person_id is None or person_id == oneself.pk:
        return oneself
    found = reviewers_of(project).filter(pk=person_id).first()
    if found is None:
        raise serializers.ValidationError({"person": [_("Nobody of this id may review in the project.")]})
    return found
