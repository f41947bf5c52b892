"""Owns saved views of the queue and of a search: kept, renamed, deleted. All lead back to the page they were on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.selectors.saved_views import views_of
from annotations.services.saved_views import delete_view, rename_view, save_view
from annotations.web.acting import acting, person_of
from annotations.web.place import project_at, row_id
from annotations.web.queue_answer import Done, answer, query_of


@require_POST
def view_save(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_at(request, slug)

    def save() -> Done:
        query, name = query_of(request), request.POST.get("name", "")
        view = save_view(actor=acting(request), project=project, name=name, query=query)
        return Done(_("The view “%(name)s” is saved.") % {"name": view.name})

    return answer(request, project, save)


@require_POST
def view_change(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename a view, or delete it when the button of that name was pressed."""
    view = get_object_or_404(views_of(person_of(request)), pk=view_id)

    def change() -> Done:
        if "delete" in request.POST:
            delete_view(actor=acting(request), view=view)
            return Done(_("The view “%(name)s” is deleted.") % {"name": view.name})
        version, name = row_id(request.POST.get("version")), request.POST.get("name", "")
        renamed = rename_view(actor=acting(request), view=view, version=version, name=name)
        return Done(_("The view is now “%(name)s”.") % {"name": renamed.name})

    return answer(request, view.project, change)
