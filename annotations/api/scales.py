"""Owns rating scales in the API: read only, since a house defines its scale with care and elsewhere."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import mixins, serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from annotations.api.resource import Resource
from annotations.models import Project, Rating, RatingScale
from annotations.selectors.scoping import scales_of


class RatingSerializer(serializers.ModelSerializer[Rating]):
    class Meta:
        model = Rating
        fields = ["code", "label", "description", "position", "tone", "value"]


class ScaleSerializer(serializers.ModelSerializer[RatingScale]):
    ratings = RatingSerializer(many=True, read_only=True)

    class Meta:
        model = RatingScale
        fields = ["id", "slug", "edition", "name", "description", "ratings", "created_at"]


class ScaleFilters(django_filters.FilterSet):  # type: ignore[misc]
    slug = django_filters.CharFilter()


class ScaleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[RatingScale]):
    model = RatingScale
    representation = ScaleSerializer
    filterset_class = ScaleFilters

    def rows(self) -> QuerySet[RatingScale]:
        return scales_of(self.person)


def rating_named(project: Project, code: str) -> Rating:
    """The step of the project's scale. Raises ValidationError naming the steps there are."""
    ratings = {rating.code: rating for rating in Rating.objects.filter(scale_id=project.scale_id)}
    if code not in ratings:
        sentence = _("This rating is not on the project's scale. It has: %(ratings)s.")
        message = sentence % {"ratings": ", ".join(ratings)}
        raise ValidationError({"rating": [ErrorDetail(message, code="unknown")]})
    return ratings[code]
