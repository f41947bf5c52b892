"""Owns gestures on many claims in the API: one Action, wholly or not at all, which can be taken back as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.acting import acting, person_of
from annotations.api.endpoint import Endpoint
from annotations.api.filtering import refuse_parameters
from annotations.api.gestures import Gesture, OptionalText, Text
from annotations.api.labels import LARGEST_ID, reviewer_named
from annotations.models import Claim, Dismissal, Project, Verb
from annotations.selectors.scoping import claims_of, projects_of
from annotations.services.assignments import assign_claims, unassign_claims
from annotations.services.bulk import MOST, accept_claims, as_one_gesture, dismiss_claims, restore_claims
from annotations.services.tags import tag_claims, untag_claims

VERBS: dict[str, Verb] = {
    "accept": Verb.CLAIM_ACCEPTED,
    "dismiss": Verb.CLAIM_DISMISSED,
    "restore": Verb.CLAIM_RESTORED,
    "tag": Verb.CLAIM_TAGGED,
    "untag": Verb.CLAIM_UNTAGGED,
    "assign": Verb.CLAIM_ASSIGNED,
    "unassign": Verb.CLAIM_UNASSIGNED,
}


class BulkGesture(Gesture):
    """`dismissal` and `reason` go with dismiss, `tags` with tag and untag, `person` with assign and unassign."""

    gesture = serializers.ChoiceField(choices=[(name, name) for name in VERBS])
    claims = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), min_length=1, max_length=MOST
    )
    dismissal = serializers.ChoiceField(choices=Dismissal.choices, required=False)
    reason = OptionalText()
    tags = serializers.ListField(child=Text(), max_length=50, required=False)
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)


class BulkDone(serializers.Serializer[Any]):
    changed = serializers.IntegerField(help_text="How many claims are not as they were.")
    action = serializers.IntegerField(help_text="What to revert, to take all of it back.")


class BulkClaims(Endpoint):
    @extend_schema(request=BulkGesture, responses=BulkDone)
    def post(self, request: Request, project: str) -> Response:
        """Accept, dismiss, restore, tag, untag, assign or unassign up to 500 claims of the project."""
        refuse_parameters(request, set())
        found = get_object_or_404(projects_of(person_of(request)), slug=project)
        body = BulkGesture(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        given = body.validated_data
        claims = _claims(request, found, given["claims"])
        with as_one_gesture(acting(request), VERBS[given["gesture"]]) as action:
            changed = _done(request, found, claims, given)
        return Response({"changed": changed, "action": action.pk})


def _claims(request: Request, project: Project, ids: list[int]) -> list[Claim]:
    claims = list(claims_of(person_of(request)).filter(article__project=project, pk__in=ids))
    if missing := set(ids) - {claim.pk for claim in claims}:
        unknown = _("There is no claim %(id)s.") % {"id": min(missing)}
        raise serializers.ValidationError({"claims": [unknown]})
    return claims


def _done(request: Request, project: Project, claims: list[Claim], given: dict[str, Any]) -> int:
    """How many claims changed. Raises ValidationError and PermissionDenied."""
    about: dict[str, Any] = {"actor": acting(request), "project": project, "claims": claims}
    gesture = given["gesture"]
    if gesture == "dismiss":
        return dismiss_claims(**about, dismissal=given.get("dismissal", ""), reason=given.get("reason", ""))
    if gesture in {"tag", "untag"}:
        return (tag_claims if gesture == "tag" else untag_claims)(**about, names=given.get("tags", ()))
    if gesture in {"assign", "unassign"}:
        person = reviewer_named(project, given.get("person"), person_of(request))
        return (assign_claims if gesture == "assign" else unassign_claims)(**about, person=person)
    simple: dict[str, Callable[..., int]] = {"accept": accept_claims, "restore": restore_claims}
    return simple[gesture](**about)
