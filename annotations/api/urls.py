"""Owns the addresses below /api/. Nested ones end in what they list: `articles/7/claims/`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSetMixin

from annotations.api import (
    actions,
    articles,
    changes,
    citations,
    claims,
    lineage,
    members,
    mentions,
    notes,
    projects,
    reverts,
    rulings,
    scales,
    source_copies,
    sources,
    tags,
    tokens,
    verdicts,
)
from annotations.api.bulk_claims import BulkClaims
from annotations.api.docs import DocsView, SchemaView
from annotations.api.evidence import EvidenceView
from annotations.api.exports import ExportView
from annotations.api.keys import KeysView, KeyView
from annotations.api.labels import ClaimLabels
from annotations.api.me import MeView
from annotations.api.nowhere import NowhereView
from annotations.api.preferences import PreferencesView
from annotations.api.redactions import ActionRedaction, ChangeRedaction, ProjectRedactions
from annotations.api.timelines import TimelineView

router = DefaultRouter()
router.include_format_suffixes = False
ID = "[0-9]{1,18}"
RESOURCES: list[tuple[str, type[ViewSetMixin], str]] = [
    ("projects", projects.ProjectViewSet, "project"),
    (rf"projects/(?P<project>{projects.SLUG})/members", members.MemberViewSet, "member"),
    (rf"projects/(?P<project>{projects.SLUG})/tags", tags.TagViewSet, "tag"),
    ("mentions", mentions.MentionViewSet, "mention"),
    ("scales", scales.ScaleViewSet, "scale"),
    ("articles", articles.ArticleViewSet, "article"),
    (rf"articles/(?P<article>{ID})/claims", claims.ArticleClaims, "article-claim"),
    (rf"articles/(?P<article>{ID})/notes", notes.ArticleNotes, "article-note"),
    ("claims", claims.ClaimViewSet, "claim"),
    (rf"claims/(?P<claim>{ID})/verdicts", verdicts.ClaimVerdicts, "claim-verdict"),
    (rf"claims/(?P<claim>{ID})/citations", citations.ClaimCitations, "claim-citation"),
    (rf"claims/(?P<claim>{ID})/notes", notes.ClaimNotes, "claim-note"),
    ("verdicts", verdicts.VerdictViewSet, "verdict"),
    (rf"verdicts/(?P<verdict>{ID})/notes", notes.VerdictNotes, "verdict-note"),
    ("sources", sources.SourceViewSet, "source"),
    (rf"sources/(?P<source>{ID})/notes", notes.SourceNotes, "source-note"),
    (rf"sources/(?P<source>{ID})/copies", source_copies.SourceCopies, "source-copy"),
    ("citations", citations.CitationViewSet, "citation"),
    ("notes", notes.NoteViewSet, "note"),
    ("rulings", rulings.RulingViewSet, "ruling"),
    ("changes", changes.ChangeViewSet, "change"),
    ("actions", actions.ActionViewSet, "action"),
    ("tokens", tokens.TokenViewSet, "token"),
]
for prefix, viewset, name in RESOURCES:
    router.register(prefix, viewset, basename=f"api-{name}")

HISTORIES = [
    ("projects", "project", projects.SLUG),
    ("articles", "article", ID),
    ("claims", "claim", ID),
    ("sources", "source", ID),
    ("people", "person", ID),
]

claim_ruling = rulings.ClaimRuling.as_view({"get": "retrieve", "put": "update"})
action_revert = reverts.ActionRevert.as_view({"get": "preview", "post": "revert"})
changes_revert = reverts.ChangesRevert.as_view({"get": "preview", "post": "revert"})
claim_restore = reverts.ClaimRestore.as_view({"get": "preview", "post": "restore"})
redactions_of = ProjectRedactions.as_view({"post": "erase"})
redaction_preview = ProjectRedactions.as_view({"post": "preview"})
claim_split = lineage.ClaimLineage.as_view({"post": "split"})
claims_merge = lineage.ClaimLineage.as_view({"post": "merge"})
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(router.urls)),
    re_path(rf"^v1/actions/(?P<action_id>{ID})/revert/$", action_revert, name="api-action-revert"),
    re_path(
        rf"^v1/actions/(?P<action_id>{ID})/redact/$",
        ActionRedaction.as_view({"post": "erase"}),
        name="api-action-redact",
    ),
    re_path(
        rf"^v1/changes/(?P<change_id>{ID})/redact/$",
        ChangeRedaction.as_view({"post": "erase"}),
        name="api-change-redact",
    ),
    path("v1/changes/revert/", changes_revert, name="api-changes-revert"),
    re_path(
        rf"^v1/claims/(?P<claim>{ID})/restore-to/(?P<seal>{ID})/$", claim_restore, name="api-claim-restore-to"
    ),
    re_path(
        rf"^v1/claims/(?P<claim>{ID})/tags/$", ClaimLabels.as_view({"post": "tags"}), name="api-claim-tags"
    ),
    re_path(
        rf"^v1/claims/(?P<claim>{ID})/assign/$",
        ClaimLabels.as_view({"post": "assign"}),
        name="api-claim-assign",
    ),
    re_path(
        rf"^v1/claims/(?P<claim>{ID})/unassign/$",
        ClaimLabels.as_view({"post": "unassign"}),
        name="api-claim-unassign",
    ),
    re_path(
        rf"^v1/projects/(?P<project>{projects.SLUG})/claims/bulk/$",
        BulkClaims.as_view(),
        name="api-claims-bulk",
    ),
    re_path(rf"^v1/claims/(?P<claim>{ID})/split/$", claim_split, name="api-claim-split"),
    path("v1/claims/merge/", claims_merge, name="api-claims-merge"),
    re_path(rf"^v1/claims/(?P<claim>{ID})/ruling/$", claim_ruling, name="api-claim-ruling"),
    re_path(rf"^v1/claims/(?P<claim>{ID})/evidence/$", EvidenceView.as_view(), name="api-claim-evidence"),
    re_path(rf"^v1/projects/(?P<project>{projects.SLUG})/export/$", ExportView.as_view(), name="api-export"),
    re_path(rf"^v1/projects/(?P<project>{projects.SLUG})/redactions/$", redactions_of, name="api-redactions"),
    re_path(
        rf"^v1/projects/(?P<project>{projects.SLUG})/redactions/preview/$",
        redaction_preview,
        name="api-redaction-preview",
    ),
    *(
        re_path(
            rf"^v1/{kinds}/(?P<{thing}>{named})/history/$",
            TimelineView.as_view(thing=thing),
            name=f"api-{thing}-history",
        )
        for kinds, thing, named in HISTORIES
    ),
    path("v1/me/", MeView.as_view(), name="api-me"),
    path("v1/me/preferences/", PreferencesView.as_view(), name="api-preferences"),
    path("v1/me/keys/", KeysView.as_view(), name="api-keys"),
    re_path(r"^v1/me/keys/(?P<gesture>[a-z-]{1,40})/$", KeyView.as_view(), name="api-key"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
    re_path("", NowhereView.as_view()),
]
