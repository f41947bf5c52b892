"""Owns taking gestures back in the API: what it would do, and doing it as a new Action."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.actions import ActionSerializer
from annotations.api.gestures import Reason
from annotations.api.resource import Resource
from annotations.models import Action
from annotations.selectors.revert_plan import PlannedRow, RevertPlan
from annotations.selectors.scoping import actions_of
from annotations.services.reverts import preview_revert, revert_action


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
    """It can be done when there are no conflicts."""

    action = serializers.IntegerField(source="action.pk")
    rows = PlannedRowSerializer(many=True)
    conflicts = serializers.ListField(child=serializers.CharField())


class ActionRevert(Resource[Action]):
    model = Action
    representation = ActionSerializer

    def rows(self) -> QuerySet[Action]:
        return actions_of(self.person)

    @extend_schema(responses=RevertPlanSerializer)
    def preview(self, request: Request, **named: Any) -> Response:
        """What taking the gesture back would change, and what stands in the way. Changes nothing."""
        action = self.found(self.rows(), pk=self.kwargs["action_id"])
        return Response(RevertPlanSerializer(preview_revert(actor=self.actor, action=action)).data)

    @extend_schema(request=Reason, responses={201: ActionSerializer})
    def revert(self, request: Request, **named: Any) -> Response:
        """Take the whole gesture back, as a new Action. What others did needs a reason."""
        action = self.found(self.rows(), pk=self.kwargs["action_id"])
        made = revert_action(actor=self.actor, action=action, **self.given(Reason))
        return Response(ActionSerializer(made).data, status=status.HTTP_201_CREATED)
