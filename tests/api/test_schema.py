"""The OpenAPI document says what the API does: every route, every version asked for, one shape of problem."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from annotations.api.urls import router, urlpatterns


@pytest.fixture(scope="module")
def document() -> Any:
    """As the gate makes it: valid, and without a single warning."""
    written = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)
    return yaml.safe_load(written.getvalue())


def operations(document: Any) -> list[tuple[str, str, Any]]:
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_says_how_a_problem_looks(document: Any) -> None:
    for _, path, operation in operations(document):
        (kind,) = operation["responses"]["default"]["content"]
        assert kind == "application/problem+json", path


def test_every_conditional_action_asks_for_if_match(document: Any) -> None:
    asking = [
        path
        for _, path, operation in operations(document)
        if any(p["name"] == "If-Match" and p.get("required") for p in operation.get("parameters", []))
    ]
    declared = [
        action for _, viewset, _ in router.registry for action in getattr(viewset, "conditional", frozenset())
    ]
    views: list[Any] = [getattr(pattern, "callback", None) for pattern in urlpatterns]
    declared += [
        name
        for view in views
        for name in getattr(view, "actions", {}).values()
        if name in getattr(view.cls, "conditional", frozenset())
    ]
    plain = [view for view in views if hasattr(view, "cls") and not getattr(view, "actions", None)]
    declared += [method for view in plain for method in getattr(view.cls, "conditional", frozenset())]
    assert len(asking) == len(declared) > 15


def test_lists_name_their_page_their_order_and_their_filters(document: Any) -> None:
    parameters = {p["name"] for p in document["paths"]["/api/v1/claims/"]["get"]["parameters"]}
    assert {"cursor", "page_size", "ordering", "state", "article", "search"} <= parameters
    page = document["components"]["schemas"]["PaginatedClaimList"]
    assert page["required"] == ["next", "previous", "results"]


def test_no_text_of_the_inside_leaks_into_it(document: Any) -> None:
    assert "subclass" not in str(document)
