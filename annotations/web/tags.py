"""Owns the page of a project's tags: how many claims carry each, renamed, made one, deleted."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotations.models import Project, Tag, Verb
from annotations.policy import may
from annotations.selectors.scoping import tags_of
from annotations.selectors.tags import counted_tags
from annotations.services.rows import Stale
from annotations.services.tags import TagExists, delete_tag, rename_tag
from annotations.web.acting import acting, person_of
from annotations.web.place import project_at


class RenameForm(forms.Form):
    name = forms.CharField(max_length=100)
    version = forms.IntegerField()
    merge = forms.BooleanField(required=False)


@require_safe
def tags(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, project_at(request, slug))


@require_POST
def tag_rename(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Another name, or one of the project's other tags, which is asked about first."""
    tag = get_object_or_404(tags_of(person_of(request)), pk=tag_id)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _page(request, tag.project, tag, _("Give the tag a name."))
    given = form.cleaned_data
    try:
        renamed = rename_tag(
            actor=acting(request), tag=tag, version=given["version"], name=given["name"], merge=given["merge"]
        )
    except TagExists as exists:
        return _page(request, tag.project, tag, twin=exists.tag)
    except (ValidationError, PermissionDenied, Stale) as refused:
        return _page(request, tag.project, tag, _told(refused))
    words = _("Both are “%(name)s” now.") if given["merge"] else _("The tag is now “%(name)s”.")
    messages.success(request, words % {"name": renamed.name})
    return redirect("tags", tag.project.slug)


@require_POST
def tag_delete(request: HttpRequest, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(tags_of(person_of(request)), pk=tag_id)
    try:
        version = forms.IntegerField().clean(request.POST.get("version"))
        number = delete_tag(actor=acting(request), tag=tag, version=version)
    except (ValidationError, PermissionDenied, Stale) as refused:
        return _page(request, tag.project, tag, _told(refused))
    words = ngettext(
        "The tag “%(name)s” is deleted; %(n)s claim carried it.",
        "The tag “%(name)s” is deleted; %(n)s claims carried it.",
        number,
    )
    messages.success(request, words % {"name": tag.name, "n": number})
    return redirect("tags", tag.project.slug)


def _page(
    request: HttpRequest, project: Project, tag: Tag | None = None, problem: str = "", twin: Tag | None = None
) -> HttpResponse:
    """`tag` is the one that was to be changed, with the problem, or the tag it would become one with."""
    context = {
        "project": project,
        "tags": counted_tags(project),
        "may_change": may(acting(request), Verb.TAG_RENAMED, project),
        "changing": tag,
        "typed": request.POST.get("name", "")[:100],
        "problem": problem,
        "twin": twin,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if tag else HTTPStatus.OK
    return render(request, "annotations/tags.html", context, status=status)


def _told(refused: Exception) -> str:
    return " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
