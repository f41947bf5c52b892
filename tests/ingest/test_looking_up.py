"""Looking up a source: stores nothing, is remembered for its copy, is limited a person, and goes through one guard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings

from annotations.ingest.fetch_error import FetchError
from annotations.ingest.looking_up import (
    LOOK_UPS_ALLOWED,
    cite_and_keep,
    copy_source,
    look_up_source,
    remembered,
)
from annotations.models import Action, Project, Role, Source, SourceCopy, User
from annotations.services.sources import add_source
from annotations.services.undoing import redo, undo
from tests import cast
from tests.ingest.canary import Site, site
from tests.services.tables import tables

PAGE = """<title>Report</title><meta property="og:site_name" content="Board"><meta name="date" content="2024-03-21">
<p>It found 14 cracked bolts.</p>"""


@pytest.fixture
def web() -> Iterator[Site]:
    cache.clear()
    with site() as found, override_settings(FETCHING=True, FETCH_OWN=[("127.0.0.1", found.port)]):
        yield found
    cache.clear()


@pytest.fixture
def project(db: None) -> Project:
    cast.make_scale()
    return cast.make_project()


@pytest.fixture
def reviewer(project: Project) -> User:
    return cast.make_member(project, "reviewer", Role.REVIEWER)


def add(project: Project, by: User, url: str) -> Source:
    return add_source(actor=cast.acting(by), project=project, url=url, title="Report")


def test_a_page_is_looked_up_and_nothing_is_stored(web: Site, project: Project, reviewer: User) -> None:
    url = web.says("/report", PAGE)
    before = Action.objects.count()
    page = look_up_source(actor=cast.acting(reviewer), project=project, url=url)
    assert (page.title, page.publisher, page.published_on) == ("Report", "Board", date(2024, 3, 21))
    assert Action.objects.count() == before
    assert remembered(reviewer, url) == page
    assert remembered(cast.make_person("other"), url) is None


def test_a_copy_is_of_the_page_that_was_looked_up(web: Site, project: Project, reviewer: User) -> None:
    url = web.says("/report", PAGE)
    source = add(project, reviewer, url)
    look_up_source(actor=cast.acting(reviewer), project=project, url=url)
    web.says("/report", "<p>Gone.</p>")
    copy = copy_source(actor=cast.acting(reviewer), source=source)
    assert copy.text == "It found 14 cracked bolts."
    assert (copy.title, copy.media_type, copy.url) == ("Report", "text/html", url)
    assert len(web.asked) == 1


def test_a_page_nobody_looked_up_is_fetched_for_its_copy(web: Site, project: Project, reviewer: User) -> None:
    source = add(project, reviewer, web.redirects("/old", "/report"))
    web.says("/report", PAGE)
    assert copy_source(actor=cast.acting(reviewer), source=source).url == f"{web.url}/report"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/missing", "There is no page"),
        ("/pdf", "This is a PDF"),
        ("/empty", "shows no words"),
        ("/loop", "from one page to the next"),
    ],
)
def test_where_nothing_can_be_kept_it_says_why(
    web: Site, project: Project, reviewer: User, path: str, said: str
) -> None:
    web.says("/pdf", b"%PDF-1.7", "Content-Type: application/pdf")
    web.says("/empty", "<script>x</script>")
    web.redirects("/loop", "/loop")
    with pytest.raises((ValidationError, FetchError)) as caught:
        copy_source(actor=cast.acting(reviewer), source=add(project, reviewer, web.url + path))
    assert said in str(getattr(caught.value, "messages", ""))
    assert not SourceCopy.objects.exists()


def test_who_may_not_add_sources_asks_nobody(web: Site, project: Project, reviewer: User) -> None:
    url = web.says("/report", PAGE)
    source = add(project, reviewer, url)
    viewer = cast.acting(cast.make_member(project, "viewer", Role.VIEWER))
    with pytest.raises(PermissionDenied):
        look_up_source(actor=viewer, project=project, url=url)
    with pytest.raises(PermissionDenied):
        copy_source(actor=viewer, source=source)
    assert web.asked == []


def test_nobody_looks_up_more_than_people_do(web: Site, project: Project, reviewer: User) -> None:
    url = web.says("/report", PAGE)
    actor = cast.acting(reviewer)
    for _ in range(LOOK_UPS_ALLOWED):
        look_up_source(actor=actor, project=project, url=url)
    with pytest.raises(FetchError) as caught:
        look_up_source(actor=actor, project=project, url=url)
    assert caught.value.code == "often"
    assert "Wait ten minutes" in caught.value.message
    other = cast.acting(cast.make_member(project, "second", Role.REVIEWER))
    assert look_up_source(actor=other, project=project, url=url).title == "Report"


@override_settings(FETCHING=False)
def test_a_desk_without_a_network_says_so(web: Site, project: Project, reviewer: User) -> None:
    with pytest.raises(FetchError, match="off"):
        copy_source(actor=cast.acting(reviewer), source=add(project, reviewer, web.url))
    assert web.asked == []


def test_a_citation_and_its_copy_are_undone_as_one(web: Site, project: Project, reviewer: User) -> None:
    url = web.says("/report", PAGE)
    actor = cast.acting(reviewer)
    claim = cast.make_claim(cast.make_article(project, reviewer), reviewer)
    before = tables()
    look_up_source(actor=actor, project=project, url=url)
    citation = cite_and_keep(actor=actor, claim=claim, url=url, stance="supports", quote="14 cracked bolts")
    assert citation.quote_found is True
    after = tables()
    undo(actor=actor, article=claim.article)
    assert tables() == before
    redo(actor=actor, article=claim.article)
    assert tables() == after
