"""The pages of sources, and citing one without a script: lists, changing, copies, what helps while one types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from annotations.models import Action, Citation, Source, SourceCopy, Verb
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.source_copies import keep_copy
from annotations.services.sources import add_source, change_citation
from tests import cast
from tests.ingest.canary import Site, site
from tests.web.conftest import Browse, Desk

PAGE = (
    """<title>Report</title><meta property="og:site_name" content="Board"><p>It found 14 cracked bolts.</p>"""
)
PARTS = {"X-Parts": "1"}


@pytest.fixture
def web() -> Iterator[Site]:
    cache.clear()
    with site() as found, override_settings(FETCH_OWN=[("127.0.0.1", found.port)]):
        found.says("/report", PAGE)
        yield found
    cache.clear()


def keep(desk: Desk, text: str = "It found 14 cracked bolts.") -> SourceCopy:
    actor = cast.acting(desk.people["reviewer"])
    return keep_copy(actor=actor, source=desk.source, url=desk.source.url, media_type="text/html", text=text)


def quote(desk: Desk, words: str) -> Citation:
    actor = cast.acting(desk.people["reviewer"])
    return change_citation(actor=actor, citation=desk.claim.citations.get(), version=None, quote=words)


def words_of(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


# --- the list and one source -----------------------------------------------------------------------


def test_the_list_shows_what_lacks_evidence(desk: Desk, browse: Browse) -> None:
    quote(desk, "never said")
    actor = cast.acting(desk.people["reviewer"])
    add_source(actor=actor, project=desk.project, url="https://example.org/bare", title="Bare one")
    keep(desk)

    def listed(**query: str) -> tuple[bool, bool]:
        page = words_of(browse("viewer"), "sources", desk.project.slug, **query)
        return "Inspection report" in page, "Bare one" in page

    assert listed() == (True, True)
    assert listed(lacking="copy") == (False, True)
    assert listed(lacking="passage") == (True, False)
    assert listed(lacking="nonsense") == (True, True)
    assert listed(lacking="passage", words="bare") == (False, False)


def test_a_copy_is_text_and_nothing_else(desk: Desk, browse: Browse) -> None:
    citation = quote(desk, "14 cracked bolts")
    copy = keep(desk, "<script>alert(1)</script> It found 14 cracked bolts.")
    page = words_of(browse("viewer"), "source_copy", desk.source.pk, copy.pk, citation=str(citation.pk))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert '<mark id="passage">14 cracked bolts</mark>' in page
    assert "passage" not in words_of(browse("viewer"), "source_copy", desk.source.pk, copy.pk, citation="x")
    other = add_source(
        actor=cast.acting(desk.people["reviewer"]), project=desk.project, url="https://example.org/2"
    )
    for client, source_id in ((browse("outsider"), desk.source.pk), (browse("viewer"), other.pk)):
        assert client.get(reverse("source_copy", args=[source_id, copy.pk])).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("reviewer", 302), ("outsider", 404)])
def test_a_text_is_pasted_on_the_page_of_a_source(desk: Desk, browse: Browse, who: str, status: int) -> None:
    path = reverse("source_copies", args=[desk.source.pk])
    answer = browse(who).post(path, {"how": "pasted", "pasted": "What I saw.\r\nAll."})
    assert answer.status_code == status
    assert [copy.text for copy in SourceCopy.objects.all()] == (
        ["What I saw.\nAll."] if status == 302 else []
    )


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"how": "pasted", "pasted": " "}, "Paste the text first."),
        ({"how": "pasted", "pasted": "\u200b"}, "There is no text to keep."),
        ({"how": "fetched"}, "This site fetches no pages."),
        ({"how": "magic"}, "Select a valid choice"),
    ],
)
def test_a_copy_that_cannot_be_kept_is_refused_in_words(
    desk: Desk, browse: Browse, form: dict[str, str], said: str
) -> None:
    answer = browse("reviewer").post(reverse("source_copies", args=[desk.source.pk]), form)
    assert answer.status_code == 422
    if form["how"] != "magic":
        assert said in answer.content.decode()
    assert not SourceCopy.objects.exists()


# --- changing a source -----------------------------------------------------------------------------


def edit(client: Client, desk: Desk, **changed: str) -> tuple[int, str]:
    form = {"title": "Inspection report", "url": desk.source.url, "version": "1", "reason": ""} | changed
    answer = client.post(reverse("source_edit", args=[desk.source.pk]), form)
    return answer.status_code, answer.content.decode()


def test_a_source_is_changed_with_only_what_differs(desk: Desk, browse: Browse) -> None:
    status, _ = edit(
        browse("reviewer"), desk, publisher="Board", published_on="2024-03-21", reason="Found it."
    )
    assert status == 302
    source = Source.objects.get()
    assert (source.publisher, str(source.published_on), source.version) == ("Board", "2024-03-21", 2)
    action = Action.objects.latest("id")
    assert (action.verb, action.reason) == (Verb.SOURCE_CHANGED, "Found it.")


def test_two_people_change_a_source_and_nothing_is_lost(desk: Desk, browse: Browse) -> None:
    assert edit(browse("editor"), desk, publisher="Theirs")[0] == 302
    status, page = edit(browse("reviewer"), desk, publisher="Mine")
    assert status == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert edit(browse("reviewer"), desk, publisher="Mine", version="2")[0] == 302
    assert Source.objects.get().publisher == "Mine"


def test_what_a_published_ruling_rests_on_changes_only_for_an_editor_with_a_reason(
    desk: Desk, browse: Browse
) -> None:
    editor = cast.acting(desk.people["owner"])
    rating = desk.claim.verdicts.get().rating
    ruling = draft_ruling(actor=editor, claim=desk.claim, rating=rating, summary="It is so.")
    publish_ruling(actor=editor, ruling=ruling, version=1)
    assert edit(browse("reviewer"), desk, title="Other", reason="A slip.")[0] == 403
    status, page = edit(browse("editor"), desk, title="Other")
    assert (status, "say why it changes" in page) == (422, True)
    assert edit(browse("reviewer"), desk, publisher="Board")[0] == 302
    assert edit(browse("editor"), desk, title="Other", version="2", reason="A slip.")[0] == 302


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Fill this in."),
        ({"url": "javascript:alert(1)"}, "starts with http"),
        ({"archived_url": "nowhere"}, "starts with http"),
        ({"published_on": "soon"}, "Write it like 2026-03-21."),
        ({"title": "a\nb\u2028c"}, "single line"),
        ({"version": ""}, "required"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    desk: Desk, browse: Browse, changed: dict[str, str], said: str
) -> None:
    status, page = edit(browse("reviewer"), desk, **changed)
    assert status == 422
    if "version" not in changed:
        assert said in page
    assert Source.objects.get().version == 1


# --- while one types -------------------------------------------------------------------------------


def look_up(client: Client, desk: Desk, url: str) -> dict[str, object]:
    answer = client.post(reverse("source_look_up", args=[desk.project.slug]), {"url": url})
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_page_is_looked_up_with_words_on_where(desk: Desk, browse: Browse, web: Site) -> None:
    found = look_up(browse("reviewer"), desk, f"{web.url}/report")
    assert found["problem"] == ""
    assert found["found"] == [
        {
            "name": "title",
            "value": "Report",
            "filled": "Title: from the page itself.",
            "kept": "Title: yours is kept; the page itself says “Report”.",
        },
        {
            "name": "publisher",
            "value": "Board",
            "filled": "Publisher: from the page's metadata.",
            "kept": "Publisher: yours is kept; the page's metadata says “Board”.",
        },
    ]
    assert look_up(browse("viewer"), desk, f"{web.url}/report")["code"] == "denied"
    assert look_up(browse("reviewer"), desk, f"{web.url}/no")["code"] == "gone"
    assert look_up(browse("reviewer"), desk, "http://169.254.169.254/")["code"] == "unreachable"
    path = reverse("source_look_up", args=[desk.project.slug])
    assert browse("outsider").post(path, {"url": web.url}).status_code == 404
    assert browse("reviewer").get(path).status_code == 405
    assert len(web.asked) == 2


def test_a_passage_is_checked_against_what_is_known(desk: Desk, browse: Browse, web: Site) -> None:
    client, path = browse("reviewer"), reverse("source_check", args=[desk.claim.pk])

    def checked(url: str, words: str) -> str:
        return client.post(path, {"url": url, "quote": words}).content.decode()

    assert checked(desk.source.url, "14 cracked bolts") == ""
    keep(desk)
    assert 'data-match="exact"' in checked(desk.source.url, "14 cracked bolts")
    assert 'data-match="spacing"' in checked(desk.source.url, "14\r\ncracked bolts")
    assert 'data-match="none"' in checked(desk.source.url, "15 cracked bolts")
    assert checked(desk.source.url, " ") == ""
    assert checked(f"{web.url}/report", "14 cracked bolts") == ""
    look_up(client, desk, f"{web.url}/report")
    assert 'data-match="exact"' in checked(f"{web.url}/report", "14 cracked bolts")


# --- citing ----------------------------------------------------------------------------------------


def cite(client: Client, desk: Desk, url: str, **more: str) -> object:
    form = {"url": url, "stance": "supports", "quote": "14 cracked bolts", "keeps_copy": "on"} | more
    return client.post(reverse("source_cite", args=[desk.claim.pk]), form, follow=True)


def test_without_a_script_the_copy_is_kept_before_the_page_is_shown(
    desk: Desk, browse: Browse, web: Site
) -> None:
    cite(browse("reviewer"), desk, f"{web.url}/report", published_on="2024-03-21")
    citation = Citation.objects.latest("id")
    assert (citation.quote_found, str(citation.source.published_on)) == (True, "2024-03-21")


def test_a_copy_that_fails_leaves_the_citation_and_says_so(desk: Desk, browse: Browse, web: Site) -> None:
    answer = cite(browse("reviewer"), desk, f"{web.url}/missing")
    assert "No copy was kept. There is no page at this address." in answer.content.decode()  # type: ignore[attr-defined]
    assert Citation.objects.latest("id").source.url == f"{web.url}/missing"


def test_who_wants_no_copy_asks_nobody(desk: Desk, browse: Browse, web: Site) -> None:
    cite(browse("reviewer"), desk, f"{web.url}/report", keeps_copy="")
    assert web.asked == []
    assert not SourceCopy.objects.exists()


def test_what_was_filled_in_is_kept_in_the_same_gesture(desk: Desk, browse: Browse, web: Site) -> None:
    client, url = browse("reviewer"), f"{web.url}/report"
    look_up(client, desk, url)
    cite(client, desk, url)
    cite(client, desk, url)
    assert Citation.objects.filter(source__url=url, quote_found=True).count() == 2
    assert SourceCopy.objects.count() == 1
    assert not Action.objects.filter(verb=Verb.SOURCE_FETCHED).exists()
    assert len(web.asked) == 1


def test_a_copy_is_kept_once_for_a_form_sent_twice(desk: Desk, browse: Browse) -> None:
    citation = quote(desk, "14 cracked bolts")
    path = reverse("citation_copy", args=[desk.claim.pk, citation.pk])
    form = {"how": "pasted", "pasted": "14 cracked bolts", "key": "0" * 32}
    for _ in range(2):
        page = browse("reviewer").post(path, form, headers=PARTS).content.decode()
        assert 'data-said="Copy kept."' in page
        assert "passage found" in page
    assert SourceCopy.objects.count() == 1
    place = words_of(browse("viewer"), "citation_place", desk.claim.pk, citation.pk)
    assert "<mark>14 cracked bolts</mark>" in place
    assert browse("viewer").post(path, {"how": "pasted", "pasted": "x"}).status_code == 403
    assert browse("outsider").post(path, form).status_code == 404
