"""Articles in the admin: details are edited, the text is shown as it was taken in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.admin.editing import ServiceAdmin
from annotations.admin.forms import ServiceForm
from annotations.history.actor import Actor
from annotations.models import Article, Project, Verb
from annotations.services.articles import add_article, change_article, split_article


class ArticleForm(ServiceForm):
    text = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 100}),
        help_text=_("The article as it was published. Claims are proposed when it is saved."),
    )


@admin.register(Article)
class ArticleAdmin(ServiceAdmin):
    add_verb = Verb.ARTICLE_ADDED
    change_verb = Verb.ARTICLE_CHANGED
    list_display = ["title", "project", "publisher", "published_on", "language", "created_at"]
    list_filter = ["project", "language", "published_on"]
    list_select_related = ["project"]
    search_fields = ["title", "url", "publisher", "byline"]
    date_hierarchy = "created_at"
    details = ["title", "url", "publisher", "byline", "published_on", "language"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        return super().get_form(
            request, obj, change=change, form=ServiceForm if obj else ArticleForm, **options
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["project", *self.details, "text"]
        return ["project", *self.details, "newest_text", "added_by", "created_at", "reason", "seen_version"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["project", "newest_text", "added_by", "created_at"] if obj else []

    @admin.display(description=_("text"))
    def newest_text(self, article: Article) -> str:
        revision = article.revisions.order_by("-number").first()
        return revision.text if revision else ""

    def add(self, actor: Actor, values: dict[str, Any]) -> Article:
        project: Project = values["project"]
        article, _is_new = add_article(
            actor=actor,
            project=project,
            text=values["text"],
            **{name: values[name] for name in self.details},
        )
        split_article(actor=actor, article=article)
        return article

    def change(self, actor: Actor, obj: Article, values: dict[str, Any], changed: list[str]) -> None:
        change_article(
            actor=actor,
            article=obj,
            version=values["seen_version"],
            reason=values["reason"],
            **{name: values[name] for name in changed},
        )
