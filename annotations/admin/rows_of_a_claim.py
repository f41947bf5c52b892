"""What stands below a claim in the admin: fragments (read only), verdicts, citations, notes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from annotations.admin.acting import person_of
from annotations.admin.editing import ServiceInline, TabularInline
from annotations.history.actor import Actor
from annotations.models import Citation, Claim, Fragment, Note, Project, Rating, Source, Verb, Verdict
from annotations.services.notes import change_note, leave_note
from annotations.services.rows import refuse
from annotations.services.sources import change_citation, cite_source
from annotations.services.verdicts import give_verdict


class FragmentInline(TabularInline):
    model = Fragment
    fields: ClassVar[Any] = ["position", "start", "end", "quote"]
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class ClaimInline(ServiceInline):
    """A row that belongs to a claim."""

    def project_of(self, parent: Claim) -> Project:
        return parent.article.project


class VerdictInline(ClaimInline):
    """Everybody's verdicts are shown; one's own is given and revised, on behalf of nobody else."""

    model = Verdict
    verb = Verb.VERDICT_GIVEN
    fields = ["reviewer", "rating", "rationale", "is_stale", "withdrawn_at", "reason", "seen_version"]
    readonly_fields = ["reviewer", "is_stale", "withdrawn_at"]
    max_num = None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "rating":
            options["queryset"] = Rating.objects.select_related("scale").order_by("scale", "position")
        return super().formfield_for_foreignkey(db_field, request, **options)

    def store(self, actor: Actor, parent: Claim, row: Any) -> None:
        values = row.cleaned_data
        if row.instance.pk and row.instance.reviewer_id != actor.id:
            raise refuse("rating", _("This is another reviewer's verdict. Give your own in a new line."))
        give_verdict(
            actor=actor,
            claim=parent,
            rating=values["rating"],
            rationale=values["rationale"],
            version=values["seen_version"],
            reason=values["reason"],
        )


class CitationInline(ClaimInline):
    model = Citation
    verb = Verb.SOURCE_CITED
    fields = [
        "source",
        "stance",
        "quote",
        "locator",
        "accessed_on",
        "cited_by",
        "withdrawn_at",
        "reason",
        "seen_version",
    ]
    readonly_fields = ["cited_by", "withdrawn_at"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "source":
            sources = Source.objects.all()
            person = person_of(request)
            options["queryset"] = (
                sources if person.is_superuser else sources.filter(project__memberships__person=person)
            )
        return super().formfield_for_foreignkey(db_field, request, **options)

    def store(self, actor: Actor, parent: Claim, row: Any) -> None:
        values = row.cleaned_data
        passage = {name: values[name] for name in ("stance", "quote", "locator", "accessed_on")}
        if row.instance.pk is None:
            cite_source(actor=actor, claim=parent, source=values["source"], **passage)
            return
        if "source" in row.changed_data:
            raise refuse("source", _("Cite another source in a new line, and withdraw this citation."))
        change_citation(
            actor=actor,
            citation=row.instance,
            version=values["seen_version"],
            reason=values["reason"],
            **passage,
        )


class NoteInline(ClaimInline):
    model = Note
    verb = Verb.NOTE_LEFT
    fields = ["text", "is_public", "author", "resolved_at", "withdrawn_at", "seen_version"]
    readonly_fields = ["author", "resolved_at", "withdrawn_at"]

    def store(self, actor: Actor, parent: Claim, row: Any) -> None:
        values = row.cleaned_data
        if row.instance.pk is None:
            leave_note(actor=actor, about=parent, text=values["text"], is_public=values["is_public"])
            return
        change_note(
            actor=actor,
            note=row.instance,
            version=values["seen_version"],
            text=values["text"],
            is_public=values["is_public"],
        )
