"""Owns erasing words from a project in the API: where they stand first, then erasing them for good."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.actions import ActionSerializer
from annotations.api.changes import ChangeSerializer
from annotations.api.gestures import Gesture, Text
from annotations.api.resource import Resource
from annotations.models import Action, Change, Project, Verb
from annotations.policy import require
from annotations.selectors.copies import Copies, Copy, copies_of
from annotations.selectors.erasures import erasures_in
from annotations.selectors.revert.plan import project_behind
from annotations.selectors.scoping import actions_of, changes_of, projects_of
from annotations.services.erasing import Erased, erase_passage, passage_of
from annotations.services.redactions import redact_action, redact_change

LISTED = 200


class LookFor(Gesture):
    words = Text(max_length=2_000)


class Erase(LookFor):
    """`reason` is kept and shown, so it does not repeat the words."""

    reason = Text(max_length=500)


class CopySerializer(serializers.Serializer[Copy]):
    """One place: the words with what stands around them; in a row, a change or an action (a reason)."""

    what = serializers.CharField()
    field = serializers.CharField()
    before = serializers.CharField()
    words = serializers.CharField()
    after = serializers.CharField()
    row = serializers.IntegerField(source="row.pk", allow_null=True, default=None)
    change = serializers.IntegerField(source="change_id", allow_null=True)
    action = serializers.IntegerField(source="action_id", allow_null=True)


class CopiesSerializer(serializers.Serializer[Copies]):
    """The first places of each kind, and how many there are."""

    count = serializers.IntegerField(source="__len__")
    rows = CopySerializer(many=True)
    changes = CopySerializer(many=True)
    actions = CopySerializer(many=True)


class ErasedSerializer(serializers.Serializer[Erased]):
    """How many rows, changes and actions lost the words."""

    rows = serializers.IntegerField()
    changes = serializers.IntegerField()
    actions = serializers.IntegerField()


class EraseValue(Gesture):
    """One field by its name, and why. The reason is kept and shown, so it does not repeat the words."""

    field = Text(max_length=60)
    reason = Text(max_length=500)


class ActionRedaction(Resource[Action]):
    """What one gesture tells of people: its `reason`, `on_behalf_of` or `client`."""

    model = Action
    representation = ActionSerializer

    def rows(self) -> QuerySet[Action]:
        return actions_of(self.person)

    @extend_schema(request=EraseValue, responses=ActionSerializer)
    def erase(self, request: Request, **named: Any) -> Response:
        """Erase it for good. Nobody can bring it back."""
        action = self.found(self.rows(), pk=self.kwargs["action_id"])
        project = project_behind(changes_of(self.person).filter(action_id=action.pk))
        redact_action(actor=self.actor, action=action, project=project, **self.given(EraseValue))
        action.refresh_from_db()
        return Response(ActionSerializer(action).data)


class ChangeRedaction(Resource[Change]):
    """What one change says of one field, wherever its row and the row's history say the same."""

    model = Change
    representation = ChangeSerializer

    def rows(self) -> QuerySet[Change]:
        return changes_of(self.person)

    @extend_schema(request=EraseValue, responses=ChangeSerializer)
    def erase(self, request: Request, **named: Any) -> Response:
        """Erase it for good. Nobody can bring it back."""
        change = self.found(self.rows(), pk=self.kwargs["change_id"])
        redact_change(actor=self.actor, change=change, **self.given(EraseValue))
        change.refresh_from_db()
        return Response(ChangeSerializer(change).data)


class ProjectRedactions(Resource[Action]):
    model = Action
    representation = ActionSerializer

    def rows(self) -> QuerySet[Action]:
        return erasures_in(self.project())

    def project(self) -> Project:
        """Asked for before the body is looked at: where words stand is told to those who may erase them."""
        project = self.found(projects_of(self.person), slug=self.kwargs["project"])
        require(self.actor, Verb.HISTORY_REDACTED, project)
        return project

    @extend_schema(request=LookFor, responses=CopiesSerializer)
    def preview(self, request: Request, **named: Any) -> Response:
        """Everywhere the words stand, in either case and however they are spaced. Changes nothing."""
        project = self.project()
        copies = copies_of(passage_of(self.given(LookFor)["words"]), project)
        shown = CopiesSerializer(copies).data
        return Response(shown | {kind: shown[kind][:LISTED] for kind in ("rows", "changes", "actions")})

    @extend_schema(request=Erase, responses={201: ErasedSerializer})
    def erase(self, request: Request, **named: Any) -> Response:
        """Erase the words from the project and its whole history. Nobody can bring them back."""
        project = self.project()
        erased = erase_passage(actor=self.actor, project=project, **self.given(Erase))
        return Response(ErasedSerializer(erased).data, status=status.HTTP_201_CREATED)
