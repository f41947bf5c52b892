"""Owns erasing words from a project in the API: where they stand first, then erasing them for good."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.actions import ActionSerializer
from annotations.api.gestures import Gesture, Text
from annotations.api.resource import Resource
from annotations.models import Action, Project, Verb
from annotations.policy import require
from annotations.selectors.copies import Copies, Copy, copies_of
from annotations.selectors.erasures import erasures_in
from annotations.selectors.scoping import projects_of
from annotations.services.erasing import Erased, erase_passage, passage_of

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
