"""Owns articles in the API. Lists never carry an article's text; one article does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.bulk import items_of, one_or_several
from annotations.api.claims import ClaimSerializer, shown_claims
from annotations.api.filtering import WholeNumber, Words
from annotations.api.gestures import Gesture, OptionalText, PersonSerializer, Text
from annotations.api.parsers import UploadParser
from annotations.api.references import ProjectField
from annotations.api.resource import Resource
from annotations.ingest.document import Document
from annotations.ingest.intake import take_in_file
from annotations.ingest.plain import read_pasted
from annotations.models import Article, Revision, Verb
from annotations.policy import require
from annotations.selectors.scoping import articles_of
from annotations.services.articles import add_article, change_article, split_article
from annotations.services.rows import refuse
from annotations.services.unusable import in_words
from annotations.text.canonical import UnusableText


class RevisionSerializer(serializers.ModelSerializer[Revision]):
    class Meta:
        model = Revision
        fields = ["id", "number", "text", "front_matter", "length", "sha256", "created_at"]


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article without its text."""

    project = serializers.CharField(source="project.slug", read_only=True)
    added_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Article
        fields = [
            "id",
            "project",
            "title",
            "url",
            "publisher",
            "byline",
            "published_on",
            "language",
            "added_by",
            "created_at",
            "version",
        ]


class ArticleWithText(ArticleSerializer):
    """An article with its newest text. Offsets of claims count the code points of `revision.text`."""

    revision = serializers.SerializerMethodField()

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "revision"]

    @extend_schema_field(RevisionSerializer)
    def get_revision(self, article: Article) -> Any:
        return RevisionSerializer(article.revisions.order_by("-number")[0]).data


class AddArticle(Gesture):
    """`front_matter` + `text` of the stored revision is the text as it was sent, with `\\n` line ends."""

    project = ProjectField()
    text = Text(help_text="Raw text. A title and a date standing in it are found.")
    title = OptionalText()
    url = OptionalText()
    publisher = OptionalText()
    byline = OptionalText()
    language = OptionalText()
    published_on = serializers.DateField(required=False, allow_null=True)


class UploadArticles(Gesture):
    project = ProjectField()
    file = serializers.FileField(help_text=".txt, .md, .html, .json or .jsonl")


class ChangeArticle(Gesture):
    title = Text()
    url = OptionalText()
    publisher = OptionalText()
    byline = OptionalText()
    language = OptionalText()
    published_on = serializers.DateField(allow_null=True)
    reason = OptionalText()


class ArticleFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = Words("the title, publisher, byline, address and newest text")
    project = django_filters.CharFilter(field_name="project__slug")
    title = django_filters.CharFilter(lookup_expr="icontains", label="Words in the title.")
    url = django_filters.CharFilter()
    publisher = django_filters.CharFilter()
    language = django_filters.CharFilter()
    published_from = django_filters.DateFilter(field_name="published_on", lookup_expr="gte")
    published_to = django_filters.DateFilter(field_name="published_on", lookup_expr="lte")
    added_by = WholeNumber(field_name="added_by_id")


class ArticleViewSet(mixins.ListModelMixin, Resource[Article]):
    model = Article
    representation = ArticleWithText
    filterset_class = ArticleFilters
    conditional = frozenset({"partial_update"})

    def rows(self) -> QuerySet[Article]:
        return articles_of(self.person).select_related("added_by")

    @extend_schema(responses=ArticleSerializer(many=True))
    def list(self, request: Request, *args: Any, **named: Any) -> Response:
        return super().list(request, *args, **named)

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Article]]:
        return ArticleSerializer if self.action == "list" else ArticleWithText

    @extend_schema(responses=ArticleWithText)
    def retrieve(self, request: Request, **named: Any) -> Response:
        return self.answer(self.get_object())

    @extend_schema(
        request=one_or_several(AddArticle, "AddArticles"),
        responses={200: ArticleWithText, 201: one_or_several(ArticleWithText, "AddedArticles")},
    )
    def create(self, request: Request) -> Response:
        """Add one article, or a list of up to 500 that is added wholly or not at all.

        An article that the project holds already is answered as it is, with status 200.
        """
        read = items_of(request, AddArticle).each(_read)
        with read.together(self.actor, Verb.ARTICLES_IMPORTED):
            added = read.each(self._add)
        if added.is_list:
            return self._answer_list([article for article, _ in added])
        article, is_new = added.items[0]
        return self.answer(article, created=is_new)

    @extend_schema(
        request={"multipart/form-data": UploadArticles}, responses={201: ArticleSerializer(many=True)}
    )
    @action(detail=False, methods=["post"], parser_classes=[UploadParser])
    def upload(self, request: Request) -> Response:
        """Add the articles of one file, wholly or not at all."""
        given = self.given(UploadArticles)
        require(self.actor, Verb.ARTICLE_ADDED, given["project"])
        file = given["file"]
        report = take_in_file(
            actor=self.actor, project=given["project"], data=file.read(), name=file.name, propose=False
        )
        if report.refused:
            raise ValidationError(
                {
                    "file": [
                        ValidationError(f"{no.where}: {no.message}", code=no.code)
                        for no in report.refused[:20]
                    ]
                }
            )
        return self._answer_list([*report.added, *report.unchanged])

    @extend_schema(request=ChangeArticle, responses=ArticleWithText)
    def partial_update(self, request: Request, **named: Any) -> Response:
        article = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeArticle, partial=True)
        return self.answer(change_article(actor=self.actor, article=article, version=version, **given))

    @extend_schema(request=None, responses={200: ClaimSerializer(many=True)})
    @action(detail=True, methods=["post"])
    def split(self, request: Request, **named: Any) -> Response:
        """Propose claims. Answers the new ones: splitting twice proposes nothing twice."""
        claims = split_article(actor=self.actor, article=self.get_object())
        rows = shown_claims(self.person).filter(pk__in=[claim.pk for claim in claims])
        return Response(ClaimSerializer(rows.order_by("start", "end", "id"), many=True).data)

    def _add(self, item: tuple[dict[str, Any], Document]) -> tuple[Article, bool]:
        given, document = item
        return add_article(
            actor=self.actor,
            project=given["project"],
            title=given.get("title") or document.title,
            text=document.text,
            published_on=document.published_on,
            url=given.get("url") or document.url,
            publisher=given.get("publisher") or document.publisher,
            byline=given.get("byline") or document.byline,
            language=given.get("language") or document.language,
            front_matter=document.front_matter,
            received_sha256=document.sha256,
        )

    def _answer_list(self, articles: Sequence[Article]) -> Response:
        order = {article.pk: position for position, article in enumerate(articles)}
        rows = sorted(self.rows().filter(pk__in=order), key=lambda article: order[article.pk])
        return Response(ArticleSerializer(rows, many=True).data, status=status.HTTP_201_CREATED)


def _read(given: dict[str, Any]) -> tuple[dict[str, Any], Document]:
    """Raises ValidationError beside the text."""
    try:
        return given, read_pasted(
            given["text"], limit_bytes=settings.ARTICLE_LIMIT_BYTES, published_on=given.get("published_on")
        )
    except UnusableText as unusable:
        raise refuse("text", in_words(unusable), unusable.code) from unusable
