"""Owns the members of a project in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.gestures import Gesture, OptionalText, PersonSerializer
from annotations.api.resource import Resource
from annotations.models import Membership, Project, Role, User, Verb
from annotations.policy import require
from annotations.selectors.scoping import members_of, projects_of
from annotations.services.people import add_member, change_role, remove_member


class MemberSerializer(serializers.ModelSerializer[Membership]):
    project = serializers.CharField(source="project.slug", read_only=True)
    person = PersonSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "project", "person", "role", "version"]


class AddMember(Gesture):
    person = serializers.SlugRelatedField(
        slug_field="username", queryset=User.objects.filter(is_active=True), help_text="A user name."
    )
    role = serializers.ChoiceField(choices=Role.choices)


class ChangeRole(Gesture):
    role = serializers.ChoiceField(choices=Role.choices)
    reason = OptionalText()


class MemberViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Membership]):
    model = Membership
    representation = MemberSerializer
    conditional = frozenset({"partial_update", "destroy"})

    def rows(self) -> QuerySet[Membership]:
        return members_of(self.person).filter(project=self.project())

    def project(self) -> Project:
        return self.found(projects_of(self.person), slug=self.kwargs["project"])

    @extend_schema(request=AddMember, responses={201: MemberSerializer})
    def create(self, request: Request, **named: Any) -> Response:
        project = self.project()
        # Before the body is looked at: whether a user name exists is told to owners only.
        require(self.actor, Verb.MEMBER_ADDED, project)
        given = self.given(AddMember)
        return self.answer(add_member(actor=self.actor, project=project, **given), created=True)

    @extend_schema(request=ChangeRole, responses=MemberSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        membership = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeRole)
        return self.answer(change_role(actor=self.actor, membership=membership, version=version, **given))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, **named: Any) -> Response:
        membership = self.get_object()
        remove_member(actor=self.actor, membership=membership, version=self.seen_version())
        return Response(status=status.HTTP_204_NO_CONTENT)
