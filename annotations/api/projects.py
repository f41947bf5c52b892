"""Owns projects in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.gestures import Gesture, OptionalText, Text
from annotations.api.resource import Resource
from annotations.models import Project, RatingScale, User, Verb
from annotations.policy import require
from annotations.selectors.scoping import projects_of
from annotations.services.projects import change_project, create_project

SLUG = "[-a-zA-Z0-9_]{1,60}"


class ProjectSerializer(serializers.ModelSerializer[Project]):
    class Meta:
        model = Project
        fields = [
            "slug",
            "name",
            "description",
            "scale",
            "verdicts_needed",
            "second_person_publishes",
            "created_at",
            "version",
        ]


class CreateProject(Gesture):
    slug = Text()
    name = Text()
    description = OptionalText()
    scale = serializers.PrimaryKeyRelatedField(queryset=RatingScale.objects.all())
    owner = serializers.SlugRelatedField(
        slug_field="username",
        queryset=User.objects.filter(is_active=True),
        help_text="The user name of the first member.",
    )
    verdicts_needed = serializers.IntegerField(min_value=1, max_value=9, required=False)
    second_person_publishes = serializers.BooleanField(required=False)


class ChangeProject(Gesture):
    name = Text()
    description = OptionalText()
    scale = serializers.PrimaryKeyRelatedField(queryset=RatingScale.objects.all())
    verdicts_needed = serializers.IntegerField(min_value=1, max_value=9)
    second_person_publishes = serializers.BooleanField()
    reason = OptionalText()


class ProjectViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Project]):
    model = Project
    representation = ProjectSerializer
    conditional = frozenset({"partial_update"})
    lookup_field = "slug"
    lookup_value_regex = SLUG

    def rows(self) -> QuerySet[Project]:
        return projects_of(self.person)

    @extend_schema(request=CreateProject, responses={201: ProjectSerializer})
    def create(self, request: Request) -> Response:
        # Before the body is looked at: whether a user name exists is told to operators only.
        require(self.actor, Verb.PROJECT_CREATED)
        project = create_project(actor=self.actor, **self.given(CreateProject))
        return self.answer(project, created=True)

    @extend_schema(request=ChangeProject, responses=ProjectSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        project = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeProject, partial=True)
        return self.answer(change_project(actor=self.actor, project=project, version=version, **given))
