"""Owns claims in the API: their place in the text, their wording, and their life."""

from __future__ import annotations

from typing import Any

from django.db.models import FloatField, QuerySet, Value
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.bulk import items_of, one_or_several
from annotations.api.claim_filters import ClaimFilters
from annotations.api.fragments import FragmentGiven, FragmentSerializer, spans_of
from annotations.api.gestures import Gesture, OptionalText, PersonSerializer, Text
from annotations.api.references import ArticleField
from annotations.api.resource import Resource
from annotations.models import Article, Claim, Dismissal, Kind, User, Verb
from annotations.selectors.scoping import articles_of, claims_of
from annotations.services.claims import (
    accept_claim,
    change_claim,
    dismiss_claim,
    mark_claim,
    respan_claim,
    restore_claim,
    reword_claim,
)

NO_WORTHINESS = -1.0  # below every worthiness, so that claims nobody has rated come last


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    project = serializers.CharField(source="article.project.slug", read_only=True)
    revision = serializers.IntegerField(source="revision.number", read_only=True)
    fragments = FragmentSerializer(many=True, read_only=True)
    claimant_span = serializers.SerializerMethodField()
    cue_span = serializers.SerializerMethodField()
    marked_by = PersonSerializer(read_only=True, allow_null=True)
    tags = serializers.SerializerMethodField(help_text="Names, in their order.")
    assigned_to = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField(help_text="Short codes: why it is worth checking, or not.")

    class Meta:
        model = Claim
        fields = [
            "id",
            "project",
            "article",
            "revision",
            "statement",
            "kind",
            "state",
            "dismissal",
            "claimant",
            "claimant_span",
            "cue_span",
            "said_on",
            "tags",
            "assigned_to",
            "start",
            "end",
            "fragments",
            "check_worthiness",
            "reasons",
            "ambiguous",
            "needs_reanchor",
            "proposed_by",
            "marked_by",
            "created_at",
            "version",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField(), allow_null=True))
    def get_claimant_span(self, claim: Claim) -> list[int] | None:
        return _pair(claim.claimant_start, claim.claimant_end)

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField(), allow_null=True))
    def get_cue_span(self, claim: Claim) -> list[int] | None:
        return _pair(claim.cue_start, claim.cue_end)

    def get_tags(self, claim: Claim) -> list[str]:
        return sorted((row.tag.name for row in claim.claim_tags.all()), key=str.casefold)

    @extend_schema_field(PersonSerializer(many=True))
    def get_assigned_to(self, claim: Claim) -> Any:
        return PersonSerializer([row.person for row in claim.assignments.all()], many=True).data

    def get_reasons(self, claim: Claim) -> list[str]:
        return claim.reasons.split()


class MarkInArticle(Gesture):
    """Fragments of the article's newest text. Without a statement it is the quoted text itself."""

    fragments = FragmentGiven(many=True)
    statement = OptionalText()
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    claimant = OptionalText()
    said_on = serializers.DateField(required=False, allow_null=True)


class MarkClaim(MarkInArticle):
    article = ArticleField()


class ChangeClaim(Gesture):
    statement = Text()
    kind = serializers.ChoiceField(choices=Kind.choices)
    claimant = OptionalText()
    said_on = serializers.DateField(allow_null=True)
    reason = OptionalText()


class RespanClaim(Gesture):
    fragments = FragmentGiven(many=True)
    reason = OptionalText()


class DismissClaim(Gesture):
    dismissal = serializers.ChoiceField(choices=Dismissal.choices)
    reason = OptionalText()


def shown_claims(person: User) -> QuerySet[Claim]:
    """Claims with all that their representation shows, and nothing of the articles' text."""
    rows = claims_of(person).select_related("revision", "marked_by")
    rows = rows.prefetch_related("fragments", "claim_tags__tag", "assignments__person")
    return rows.defer("article__project__description", "revision__text", "revision__front_matter").annotate(
        worthiness=Coalesce("check_worthiness", Value(NO_WORTHINESS), output_field=FloatField())
    )


class ClaimRows(mixins.ListModelMixin, Resource[Claim]):
    """Claims: exact fragments of one revision and a statement that stands alone."""

    model = Claim
    representation = ClaimSerializer
    filterset_class = ClaimFilters
    orderings = {
        "place": ("article_id", "start", "end", "id"),
        "newest": ("-id",),
        "oldest": ("id",),
        "worthiness": ("-worthiness", "id"),
    }

    def rows(self) -> QuerySet[Claim]:
        return shown_claims(self.person)

    def mark(self, gesture: type[Gesture], article: Article | None) -> Response:
        given = items_of(self.request, gesture)
        with given.together(self.actor, Verb.CLAIM_MARKED):
            marked = given.each(lambda item: self._mark(article, **item))
        if not marked.is_list:
            return self.answer(marked.items[0], created=True)
        rows = shown_claims(self.person).filter(pk__in=[claim.pk for claim in marked]).order_by("id")
        return Response(ClaimSerializer(rows, many=True).data, status=status.HTTP_201_CREATED)

    def _mark(self, within: Article | None, *, fragments: list[dict[str, Any]], **given: Any) -> Claim:
        article = within or given.pop("article")
        spans, quotes = spans_of(fragments)
        return mark_claim(actor=self.actor, article=article, spans=spans, quotes=quotes, **given)


class ArticleClaims(ClaimRows):
    """The claims of one article."""

    def article(self) -> Article:
        return self.found(articles_of(self.person), pk=self.kwargs["article"])

    def rows(self) -> QuerySet[Claim]:
        return super().rows().filter(article=self.article())

    @extend_schema(
        request=one_or_several(MarkInArticle, "MarkInArticleList"),
        responses={201: one_or_several(ClaimSerializer, "MarkedClaims")},
    )
    def create(self, request: Request, **named: Any) -> Response:
        """Mark one claim, or a list of up to 500 that is marked wholly or not at all."""
        return self.mark(MarkInArticle, self.article())


class ClaimViewSet(mixins.RetrieveModelMixin, ClaimRows):
    conditional = frozenset({"partial_update", "respan", "accept", "dismiss", "restore"})

    @extend_schema(
        request=one_or_several(MarkClaim, "MarkClaims"),
        responses={201: one_or_several(ClaimSerializer, "MarkedClaims")},
    )
    def create(self, request: Request) -> Response:
        """Mark one claim, or a list of up to 500 that is marked wholly or not at all."""
        return self.mark(MarkClaim, None)

    @extend_schema(request=ChangeClaim, responses=ClaimSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        """Change wording, kind, claimant or the day it was said. A suggestion that is changed is thereby accepted."""
        claim = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeClaim, partial=True)
        only_words = given.keys() <= {"statement", "reason"} and "statement" in given
        change = reword_claim if only_words else change_claim
        return self.answer(change(actor=self.actor, claim=claim, version=version, **given))

    @extend_schema(request=RespanClaim, responses=ClaimSerializer)
    @action(detail=True, methods=["post"])
    def respan(self, request: Request, **named: Any) -> Response:
        """Move the claim to other characters. Its verdicts become stale."""
        claim = self.get_object()
        version = self.seen_version()
        given = self.given(RespanClaim)
        spans, quotes = spans_of(given.pop("fragments"))
        moved = respan_claim(
            actor=self.actor, claim=claim, version=version, spans=spans, quotes=quotes, **given
        )
        return self.answer(moved)

    @extend_schema(request=None, responses=ClaimSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, **named: Any) -> Response:
        """A suggestion becomes an open claim."""
        claim = self.get_object()
        return self.answer(accept_claim(actor=self.actor, claim=claim, version=self.seen_version()))

    @extend_schema(request=DismissClaim, responses=ClaimSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, **named: Any) -> Response:
        """Set the claim aside, saying why."""
        claim = self.get_object()
        version = self.seen_version()
        given = self.given(DismissClaim)
        return self.answer(dismiss_claim(actor=self.actor, claim=claim, version=version, **given))

    @extend_schema(request=None, responses=ClaimSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, **named: Any) -> Response:
        """A dismissed claim is open again."""
        claim = self.get_object()
        return self.answer(restore_claim(actor=self.actor, claim=claim, version=self.seen_version()))


def _pair(start: int | None, end: int | None) -> list[int] | None:
    return None if start is None or end is None else [start, end]
