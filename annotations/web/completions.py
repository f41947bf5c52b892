"""Owns what fields offer while somebody types: the project's tags and members. Nothing of it is secret within."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from annotations.selectors.filter_choices import choices_in
from annotations.web.place import project_at


@require_safe
def completions(request: HttpRequest, slug: str) -> JsonResponse:
    known = choices_in(project_at(request, slug))
    people = [
        {"value": name, "name": str(person), "reviews": name in known.reviewers}
        for name, person in known.people.items()
    ]
    return JsonResponse({"tags": [{"value": name, "name": name} for name in known.tags], "people": people})
