"""Owns taking gestures back in the API: what it would do, and doing it as a new Action."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.actions import LinkedActionSerializer
from annotations.api.gestures import Gesture, Reason, Text
from annotations.api.resource import Resource
from annotations.models import Action, Change, Claim
from annotations.selectors.as_of.moments import ends_at
from annotations.selectors.revert.plan import PlannedRow, RevertPlan
from annotations.selectors.revert.restoring import RestorePlan, claim_was_there
from annotations.selectors.scoping import actions_of, changes_of, claims_of
from annotations.services.reverts import (
    preview_changes,
    preview_restore,
    preview_revert,
    restore_claim_to,
    revert_action,
    revert_changes,
)

# Changes named in one request.
MOST = 200
LARGEST_ID = 2**63 - 1
ID = re.compile("[0-9]{1,18}", re.ASCII)


class PlannedValueSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(source="label")
    now = serializers.CharField(source="old")
    then = serializers.CharField(source="new")


class PlannedRowSerializer(serializers.Serializer[PlannedRow]):
    """One row; `conflicts` say why this cannot happen to it."""

    entity = serializers.CharField()
    id = serializers.IntegerField(source="row_id")
    name = serializers.CharField()
    how = serializers.ChoiceField(choices=["removed", "restored", "changed"])
    values = PlannedValueSerializer(many=True)
    conflicts = serializers.ListField(child=serializers.CharField())


class RevertPlanSerializer(serializers.Serializer[RevertPlan]):
    """It can be done when there are no conflicts. `action` is null where single changes are taken back."""

    action = serializers.IntegerField(source="action.pk", default=None, allow_null=True)
    rows = PlannedRowSerializer(many=True)
    conflicts = serializers.ListField(child=serializers.CharField())


class RestorePlanSerializer(serializers.Serializer[RestorePlan]):
    """`rows` would go back, `left` would stay because of their conflicts. Hand `fingerprint` in to agree to this."""

    rows = PlannedRowSerializer(many=True, source="plan.rows", default=())
    left = PlannedRowSerializer(many=True)
    fingerprint = serializers.CharField()


class SomeChanges(Gesture):
    """Ids of changes, and why they are taken back."""

    changes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), min_length=1, max_length=MOST
    )
    reason = Text()


class Agreed(Gesture):
    """Why, and the fingerprint of the plan that was read."""

    reason = Text()
    fingerprint = Text()


class ActionRevert(Resource[Action]):
    model = Action
    representation = LinkedActionSerializer

    def rows(self) -> QuerySet[Action]:
        return actions_of(self.person)

    @extend_schema(responses=RevertPlanSerializer)
    def preview(self, request: Request, **named: Any) -> Response:
        """What taking the gesture back would change, and what stands in the way. Changes nothing."""
        action = self.found(self.rows(), pk=self.kwargs["action_id"])
        return Response(RevertPlanSerializer(preview_revert(actor=self.actor, action=action)).data)

    @extend_schema(request=Reason, responses={201: LinkedActionSerializer})
    def revert(self, request: Request, **named: Any) -> Response:
        """Take the whole gesture back, as a new Action. What others did needs a reason."""
        action = self.found(self.rows(), pk=self.kwargs["action_id"])
        made = revert_action(actor=self.actor, action=action, **self.given(Reason))
        return Response(LinkedActionSerializer(made).data, status=status.HTTP_201_CREATED)


class ChangesRevert(Resource[Change]):
    """Single changes, also those that no gesture explains."""

    model = Change
    representation = LinkedActionSerializer

    def rows(self) -> QuerySet[Change]:
        return changes_of(self.person)

    @extend_schema(
        parameters=[OpenApiParameter("change", int, many=True, required=True)], responses=RevertPlanSerializer
    )
    def preview(self, request: Request, **named: Any) -> Response:
        """What taking these changes back would do, and what stands in the way. Changes nothing."""
        asked = [int(text) if ID.fullmatch(text) else 0 for text in request.query_params.getlist("change")]
        plan = preview_changes(actor=self.actor, changes=self._named(asked))
        return Response(RevertPlanSerializer(plan).data)

    @extend_schema(request=SomeChanges, responses={201: LinkedActionSerializer})
    def revert(self, request: Request, **named: Any) -> Response:
        """Take these changes back, as a new Action."""
        given = self.given(SomeChanges)
        changes = self._named(given["changes"])
        made = revert_changes(actor=self.actor, changes=changes, reason=given["reason"])
        return Response(LinkedActionSerializer(made).data, status=status.HTTP_201_CREATED)

    def _named(self, ids: list[int]) -> list[Change]:
        """All of them, or a 404: one that may not be seen is one that is not there."""
        if len(ids) > MOST:
            raise ValidationError({"change": [_("Name at most %(most)s changes.") % {"most": MOST}]})
        changes = list(self.rows().filter(pk__in=ids))
        if not ids or len(changes) < len(set(ids)):
            raise NotFound
        return changes


class ClaimRestore(Resource[Claim]):
    """A claim as it was at a seal of its article."""

    model = Claim
    representation = LinkedActionSerializer

    def rows(self) -> QuerySet[Claim]:
        return claims_of(self.person)

    @extend_schema(responses=RestorePlanSerializer)
    def preview(self, request: Request, **named: Any) -> Response:
        """What taking everything on the claim back to this seal would do, and what would stay. Changes nothing."""
        plan = preview_restore(actor=self.actor, claim=self._claim(), number=int(self.kwargs["seal"]))
        return Response(RestorePlanSerializer(plan).data)

    @extend_schema(request=Agreed, responses={201: LinkedActionSerializer})
    def restore(self, request: Request, **named: Any) -> Response:
        """Take everything on the claim back to this seal but for what a rule keeps, as a new Action."""
        given, number = self.given(Agreed), int(self.kwargs["seal"])
        made = restore_claim_to(
            actor=self.actor,
            claim=self._claim(),
            number=number,
            reason=given["reason"],
            seen=given["fingerprint"],
        )
        return Response(LinkedActionSerializer(made).data, status=status.HTTP_201_CREATED)

    def _claim(self) -> Claim:
        """Of a claim that was not there at this seal, nothing can be restored: a 404."""
        claim = self.found(self.rows(), pk=self.kwargs["claim"])
        last, [end] = ends_at(claim.article, int(self.kwargs["seal"]))
        if not 1 <= end.number <= last or not claim_was_there(claim, end):
            raise NotFound
        return claim
