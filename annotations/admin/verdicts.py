"""Verdicts and notes in the admin, for looking through; they are given on their claim's page."""

from __future__ import annotations

from django.contrib import admin

from annotations.admin.editing import ScopedAdmin
from annotations.models import Note, Verdict


@admin.register(Verdict)
class VerdictAdmin(ScopedAdmin):
    project_path = "claim__article__project"
    list_display = ["claim", "reviewer", "rating", "is_stale", "withdrawn_at", "created_at"]
    list_filter = ["rating", "reviewer", "is_stale", "claim__article__project"]
    list_select_related = ["claim", "reviewer", "rating"]
    search_fields = ["claim__statement", "rationale", "reviewer__username", "reviewer__display_name"]
    date_hierarchy = "created_at"


@admin.register(Note)
class NoteAdmin(ScopedAdmin):
    list_display = ["text", "author", "claim", "article", "is_public", "resolved_at", "created_at"]
    list_filter = ["is_public", "author", "project"]
    list_select_related = ["author", "claim", "article"]
    search_fields = ["text", "author__username", "claim__statement"]
    date_hierarchy = "created_at"
