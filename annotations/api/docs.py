"""Owns the description of the API: OpenAPI for programs, Swagger UI for people, both without any other host."""

from __future__ import annotations

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated


class SchemaView(SpectacularAPIView):
    permission_classes = [IsAuthenticated]


class DocsView(SpectacularSwaggerSplitView):
    """Its own template, because the packaged one carries an inline style that the content policy refuses."""

    permission_classes = [IsAuthenticated]
    template_name = "annotations/api_docs.html"
    url_name = "api-schema"
