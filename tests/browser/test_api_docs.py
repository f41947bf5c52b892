"""The API's own pages in Chromium: everything from this host, nothing that the content policy refuses."""

from __future__ import annotations

import pytest

from annotations.models import Role
from tests import cast
from tests.browser.conftest import OpenPage


@pytest.mark.django_db(transaction=True)
def test_swagger_ui_works_under_the_content_policy(open_page: OpenPage) -> None:
    cast.make_scale()
    reviewer = cast.make_member(cast.make_project(), "reviewer", Role.REVIEWER)
    page = open_page("/api/docs/", user=reviewer)
    page.get_by_role("heading", name="factcheck").wait_for()
    hosts = {
        request.split("/")[2]
        for request in page.evaluate("performance.getEntries().map(e => e.name)")
        if "//" in request
    }
    assert hosts == {page.url.split("/")[2]}
    page.locator("#operations-me-me_retrieve button.opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text('"reviewer"').first.wait_for()
