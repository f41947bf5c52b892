"""Owns notes in the API: remarks on articles, claims, verdicts and sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.filtering import WholeNumber, Words, YesNo
from annotations.api.fragments import FragmentGiven
from annotations.api.gestures import Gesture, PersonSerializer, Reason, Text
from annotations.api.references import NoteField
from annotations.api.resource import Resource
from annotations.models import Mention, Note, User
from annotations.selectors.scoping import articles_of, claims_of, notes_of, sources_of, verdicts_of
from annotations.services.notes import (
    Subject,
    change_note,
    leave_note,
    reopen_note,
    resolve_note,
    withdraw_note,
)
from annotations.services.places import Place
from annotations.text.span import Span


class PlaceSerializer(serializers.Serializer[Any]):
    """`quote` stands at `[start, end)` of the revision's text, in Unicode code points."""

    revision = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class NoteSerializer(serializers.ModelSerializer[Note]):
    """About the most exact thing named: verdict before claim before article; or about a source."""

    project = serializers.CharField(source="project.slug", read_only=True)
    author = PersonSerializer(read_only=True)
    resolved_by = PersonSerializer(read_only=True, allow_null=True)
    place = serializers.SerializerMethodField(help_text="Where in the article it points, null for nowhere.")
    mentions = serializers.SerializerMethodField(help_text="The members whose names stand in it.")

    class Meta:
        model = Note
        fields = [
            "id",
            "project",
            "article",
            "claim",
            "verdict",
            "source",
            "replies_to",
            "text",
            "place",
            "mentions",
            "is_public",
            "author",
            "resolved_by",
            "resolved_at",
            "withdrawn_at",
            "created_at",
            "version",
        ]

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_place(self, note: Note) -> dict[str, Any] | None:
        if note.revision is None:
            return None
        place = {"revision": note.revision.number, "start": note.start, "end": note.end}
        return place | {"quote": note.quote}

    @extend_schema_field(PersonSerializer(many=True))
    def get_mentions(self, note: Note) -> Any:
        return PersonSerializer([mention.person for mention in note.mentions.all()], many=True).data


class LeaveNote(Gesture):
    """`place` is in the article's newest text, in code points; the service compares its quote."""

    text = Text()
    place = FragmentGiven(required=False, allow_null=True)
    is_public = serializers.BooleanField(required=False)
    replies_to = NoteField(required=False, allow_null=True)


class ChangeNote(Gesture):
    text = Text()
    is_public = serializers.BooleanField()


class NoteFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = Words("notes that are not withdrawn")
    project = django_filters.CharFilter(field_name="project__slug")
    article = WholeNumber(field_name="article_id")
    claim = WholeNumber(field_name="claim_id")
    verdict = WholeNumber(field_name="verdict_id")
    source = WholeNumber(field_name="source_id")
    author = WholeNumber(field_name="author_id")
    is_public = YesNo()
    is_resolved = YesNo(field_name="resolved_at", lookup_expr="isnull", exclude=True)
    is_withdrawn = YesNo(field_name="withdrawn_at", lookup_expr="isnull", exclude=True)


class NoteRows(mixins.ListModelMixin, Resource[Note]):
    model = Note
    representation = NoteSerializer
    filterset_class = NoteFilters

    def rows(self) -> QuerySet[Note]:
        rows = notes_of(self.person).select_related(None).defer("revision__text", "revision__front_matter")
        rows = rows.select_related("project", "author", "resolved_by", "revision")
        return rows.prefetch_related(
            Prefetch("mentions", Mention.objects.order_by("id").select_related("person"))
        )


class NotesAbout(NoteRows):
    """The notes about one thing."""

    # What the thing is; a subclass names it.
    kind: ClassVar[str]

    def about(self) -> Subject:
        known: dict[str, Callable[[User], QuerySet[Any]]] = {
            "article": articles_of,
            "claim": claims_of,
            "verdict": verdicts_of,
            "source": sources_of,
        }
        about: Subject = self.found(known[self.kind](self.person), pk=self.kwargs[self.kind])
        return about

    def rows(self) -> QuerySet[Note]:
        return super().rows().filter(**{self.kind: self.about()})

    @extend_schema(request=LeaveNote, responses={201: NoteSerializer})
    def create(self, request: Request, **named: Any) -> Response:
        about, given = self.about(), self.given(LeaveNote)
        if place := given.pop("place", None):
            given["place"] = Place(Span(place["start"], place["end"]), place["quote"])
        return self.answer(leave_note(actor=self.actor, about=about, **given), created=True)


class ArticleNotes(NotesAbout):
    """An article's notes, those on its claims and verdicts included."""

    kind = "article"


class ClaimNotes(NotesAbout):
    """A claim's notes, those on its verdicts included."""

    kind = "claim"


class VerdictNotes(NotesAbout):
    kind = "verdict"


class SourceNotes(NotesAbout):
    kind = "source"


class NoteViewSet(mixins.RetrieveModelMixin, NoteRows):
    conditional = frozenset({"partial_update", "resolve", "reopen", "withdraw"})

    @extend_schema(request=ChangeNote, responses=NoteSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        """Change one's own note."""
        note = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeNote, partial=True)
        return self.answer(change_note(actor=self.actor, note=note, version=version, **given))

    @extend_schema(request=None, responses=NoteSerializer)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, **named: Any) -> Response:
        note = self.get_object()
        return self.answer(resolve_note(actor=self.actor, note=note, version=self.seen_version()))

    @extend_schema(request=None, responses=NoteSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, **named: Any) -> Response:
        note = self.get_object()
        return self.answer(reopen_note(actor=self.actor, note=note, version=self.seen_version()))

    @extend_schema(request=Reason, responses=NoteSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **named: Any) -> Response:
        """Take the note back: its author, or an editor who says why."""
        note = self.get_object()
        version = self.seen_version()
        given = self.given(Reason)
        return self.answer(withdraw_note(actor=self.actor, note=note, version=version, **given))
