"""Owns who the caller is, in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.acting import acting, person_of
from annotations.api.endpoint import Endpoint
from annotations.api.filtering import refuse_parameters
from annotations.models import Membership, User
from annotations.selectors.scoping import members_of


class OwnMembership(serializers.ModelSerializer[Membership]):
    project = serializers.CharField(source="project.slug", read_only=True)

    class Meta:
        model = Membership
        fields = ["project", "role"]


class MeSerializer(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="__str__", read_only=True)
    is_operator = serializers.BooleanField(source="is_superuser", read_only=True)
    may_write = serializers.SerializerMethodField(help_text="False for a token that may only read.")
    memberships = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "username", "name", "is_operator", "may_write", "memberships"]

    def get_may_write(self, person: User) -> bool:
        return acting(self.context["request"]).may_write

    @extend_schema_field(OwnMembership(many=True))
    def get_memberships(self, person: User) -> Any:
        own = members_of(person).filter(person=person).order_by("project__slug")
        return OwnMembership(own, many=True).data


class MeView(Endpoint):
    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who you are here, and in which projects."""
        refuse_parameters(request, set())
        return Response(MeSerializer(person_of(request), context={"request": request}).data)
