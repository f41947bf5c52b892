"""Owns the addresses below /api/. Nested ones end in what they list: `articles/7/claims/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSetMixin

from annotations.api import articles, claims, members, projects, scales, verdicts
from annotations.api.docs import DocsView, SchemaView
from annotations.api.nowhere import NowhereView

router = DefaultRouter()
router.include_format_suffixes = False
ID = "[0-9]{1,18}"
RESOURCES: list[tuple[str, type[ViewSetMixin], str]] = [
    ("projects", projects.ProjectViewSet, "project"),
    (rf"projects/(?P<project>{projects.SLUG})/members", members.MemberViewSet, "member"),
    ("scales", scales.ScaleViewSet, "scale"),
    ("articles", articles.ArticleViewSet, "article"),
    (rf"articles/(?P<article>{ID})/claims", claims.ArticleClaims, "article-claim"),
    ("claims", claims.ClaimViewSet, "claim"),
    (rf"claims/(?P<claim>{ID})/verdicts", verdicts.ClaimVerdicts, "claim-verdict"),
    ("verdicts", verdicts.VerdictViewSet, "verdict"),
]
for prefix, viewset, name in RESOURCES:
    router.register(prefix, viewset, basename=f"api-{name}")

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(router.urls)),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
    re_path("", NowhereView.as_view()),
]
