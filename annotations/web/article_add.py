"""Owns the page on which articles come in: pasted, or as files. What became of each is said."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.history.actor import Actor
from annotations.ingest.document import Document
from annotations.ingest.intake import Report, take_in, take_in_file
from annotations.ingest.plain import read_pasted
from annotations.ingest.read import ENDINGS
from annotations.models import Project, Verb
from annotations.policy import require
from annotations.services.unusable import in_words
from annotations.text.canonical import UnusableText
from annotations.web.acting import acting
from annotations.web.article_forms import PasteForm, UploadForm
from annotations.web.place import project_at

# Asked for behind a disclosure, which opens when one of them is filled in.
# Stored as the Action's reason, which is the same in every language.
PASTED = "pasted text"
NAMELESS = "a file without a name"
WHERE = ("url", "publisher", "byline", "language")


def article_add(request: HttpRequest, slug: str) -> HttpResponse:
    project, actor = project_at(request, slug), acting(request)
    require(actor, Verb.ARTICLE_ADDED, project)
    if request.method != "POST":
        return _page(request, project)
    if "upload" in request.POST:
        return _upload(request, project, actor)
    return _paste(request, project, actor)


def _paste(request: HttpRequest, project: Project, actor: Actor) -> HttpResponse:
    form = PasteForm(request.POST)
    document = _document(form)
    if document is None:
        return _page(request, project, paste=form)
    if "preview" in request.POST:
        return _page(request, project, paste=form, found=document)
    report = take_in(actor=actor, project=project, documents=[document], name=PASTED)
    for refusal in report.refused:
        form.add_error(None, refusal.message)
    if report.refused:
        return _page(request, project, paste=form)
    _say(request, report)
    return redirect("workbench", (report.added or report.unchanged)[0].pk)


def _document(form: PasteForm) -> Document | None:
    """What was pasted, with what the person says about it before what the text says; None when it is refused."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        document = read_pasted(
            given["text"],
            limit_bytes=settings.ARTICLE_LIMIT_BYTES,
            title=given["title"],
            published_on=given["published_on"],
            url=given["url"],
        )
    except UnusableText as unusable:
        form.add_error("text", in_words(unusable))
        return None
    typed = {name: given[name] for name in WHERE if name != "url" and given[name]}
    return replace(document, **typed)


def _say(request: HttpRequest, report: Report) -> None:
    if report.unchanged:
        messages.info(request, _("The project holds this article already. Nothing was added."))
        return
    count = report.claim_count
    said = ngettext(
        "Added. %(count)d claim is suggested.", "Added. %(count)d claims are suggested.", count
    ) % {"count": count}
    messages.success(request, said)
    for remark in report.remarks:
        messages.warning(request, remark)


def _upload(request: HttpRequest, project: Project, actor: Actor) -> HttpResponse:
    files = request.FILES.getlist("uploads")
    if not files:
        return _page(request, project, upload=UploadForm(request.POST))
    report = Report()
    for file in files:
        name = file.name or NAMELESS
        report.merge(take_in_file(actor=actor, project=project, data=_data(file), name=name))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if report.refused else HTTPStatus.OK
    context = {"project": project, "report": report, "file_count": len(files)}
    return render(request, "annotations/article_report.html", context, status=status)


def _data(file: UploadedFile[bytes]) -> bytes:
    """No more than is needed to see that a file is too large."""
    return bytes(file.read(settings.UPLOAD_LIMIT_BYTES + 1))


def _page(
    request: HttpRequest,
    project: Project,
    *,
    paste: PasteForm | None = None,
    upload: UploadForm | None = None,
    found: Document | None = None,
) -> HttpResponse:
    refused = any(form is not None and form.errors for form in (paste, upload))
    context = {
        "project": project,
        "paste": paste or PasteForm(),
        "upload": upload or UploadForm(),
        "endings": ENDINGS,
        "found": found,
        "word_count": len(found.text.split()) if found else 0,
        "has_details": paste is not None
        and any(paste.data.get(name) for name in ("url", "publisher", "byline", "language")),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "annotations/article_add.html", context, status=status)
