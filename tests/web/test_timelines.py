"""Histories as pages, spreadsheets and feeds: who sees which, what the address filters, what a wrong value says."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from annotations.models import Action, Role
from annotations.services.claims import reword_claim
from annotations.services.people import add_member, remove_member
from annotations.services.redactions import redact
from annotations.services.sources import add_source
from annotations.services.tokens import issue_token
from tests import cast
from tests.web.conftest import Browse, Desk

MOST = 15
ATOM = "{http://www.w3.org/2005/Atom}"


def addresses(desk: Desk) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {
        "article": reverse("article_history", args=[desk.article.pk]),
        "claim": reverse("claim_history", args=[desk.claim.pk]),
        "source": reverse("source_history", args=[desk.source.pk]),
        "person": reverse("person_history", args=[desk.people["reviewer"].pk]),
        "project": reverse("project_history", args=[desk.project.slug]),
        "day": reverse("project_day", args=[desk.project.slug, today]),
    }


THINGS = ("article", "claim", "source", "person", "project", "day")


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.getvalue().decode()


def read_bytes(client: Client, path: str) -> bytes:
    return read(client, path).encode()


def told(page: str) -> str:
    """The entries of a page, without its form."""
    return page.partition('<section class="day">')[2]


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("kind", ["", "csv", "atom"])
def test_a_history_is_for_members_as_page_table_and_feed(
    desk: Desk, browse: Browse, thing: str, kind: str
) -> None:
    path = addresses(desk)[thing]
    path = f"{path.rstrip('/')}.{kind}" if kind else path
    assert "Reviewer" in read(browse("viewer"), path)
    assert browse("outsider").get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_the_site_is_for_operators(desk: Desk, browse: Browse) -> None:
    assert browse("owner").get(reverse("site_history")).status_code == 403
    client = Client()
    client.force_login(cast.make_person("operator", is_operator=True))
    assert "added a person" in read(client, reverse("site_history"))


def test_one_sees_of_a_person_what_was_done_in_projects_of_both(desk: Desk, browse: Browse) -> None:
    reviewer = desk.people["reviewer"]
    secret = cast.make_project("secret")
    add_member(actor=cast.STAGE, project=secret, person=reviewer, role=Role.REVIEWER)
    cast.make_article(secret, reviewer, title="Not for everybody")
    path = addresses(desk)["person"]
    assert "Not for everybody" not in read(browse("viewer"), path)
    assert "Bridge closed" in read(browse("viewer"), path)
    assert "Not for everybody" in read(browse("reviewer"), path)


def test_somebody_who_left_is_still_somebody(desk: Desk, browse: Browse) -> None:
    membership = desk.people["reviewer"].memberships.get()
    remove_member(actor=cast.STAGE, membership=membership, version=membership.version)
    desk.people["reviewer"].is_active = False
    assert "added the article" in read(browse("viewer"), addresses(desk)["person"])


@pytest.mark.parametrize(
    ("query", "there", "missing"),
    [
        ("verb=verdicts", "gave the verdict", "marked the claim"),
        ("verb=claim.marked", "marked the claim", "gave the verdict"),
        ("field=rating", "gave the verdict", "marked the claim"),
        ("field=statement", "marked the claim", "gave the verdict"),
        ("field=source", "cited “Inspection report”", "gave the verdict"),
        ("channel=ui", "gave the verdict", "created the project"),
        ("channel=command", "created the project", "gave the verdict"),
        ("who=programs", "created the project", "gave the verdict"),
    ],
)
def test_the_address_filters(desk: Desk, browse: Browse, query: str, there: str, missing: str) -> None:
    page = told(read(browse("viewer"), f"{addresses(desk)['project']}?{query}"))
    assert there in page
    assert missing not in page
    table = read(browse("viewer"), f"{addresses(desk)['project'].rstrip('/')}.csv?{query}")
    assert there in table
    assert missing not in table


def test_who_is_filtered_by_the_persons_number(desk: Desk, browse: Browse) -> None:
    page = told(read(browse("viewer"), f"{addresses(desk)['project']}?who={desk.people['editor'].pk}"))
    assert "gave the verdict" in page
    assert "marked the claim" not in page


WRONG = (
    "verb=nonsense",
    "field=%00",
    "channel=carrier-pigeon",
    "since=yesterday",
    "until=9999-12-31",
    "who=-1",
    "who=99999999999999999999",
    "since=2026-02-30",
)


@pytest.mark.parametrize(("thing", "query"), [(thing, query) for thing in THINGS for query in WRONG])
def test_a_wrong_value_is_said_and_left_out(desk: Desk, browse: Browse, thing: str, query: str) -> None:
    page = read(browse("viewer"), f"{addresses(desk)[thing]}?{query}")
    assert "This was left out; the rest is shown." in page
    assert "entry__sentence" in page
    refused = read(browse("viewer"), f"{addresses(desk)[thing].rstrip('/')}.csv?{query}", 400)
    assert "“" in refused


@pytest.mark.parametrize("query", ["before=nonsense", "before=1-2-3", "before=99999999999999999999"])
def test_a_wrong_place_is_the_first_page(desk: Desk, browse: Browse, query: str) -> None:
    assert "entry__sentence" in read(browse("viewer"), f"{addresses(desk)['project']}?{query}")


def test_nothing_that_matches_is_said(desk: Desk, browse: Browse) -> None:
    page = read(browse("viewer"), f"{addresses(desk)['project']}?verb=history.redacted")
    assert "Nothing matches" in page
    assert "Nothing happened on this day" in read(
        browse("viewer"), reverse("project_day", args=[desk.project.slug, "2001-01-01"])
    )
    assert browse("viewer").get(f"/projects/{desk.project.slug}/history/2026-13-01/").status_code == 404


@pytest.mark.parametrize("thing", THINGS)
def test_a_page_asks_no_more_when_more_happened(desk: Desk, browse: Browse, thing: str) -> None:
    def queries(query: str = "") -> int:
        client = browse("owner")
        with CaptureQueriesContext(connection) as captured:
            read(client, addresses(desk)[thing] + query)
        return len(captured)

    before = queries()
    for number in range(60):
        reword_claim(
            actor=cast.acting(desk.people["reviewer"]),
            claim=desk.claim,
            version=None,
            statement=f"Wording {number}.",
        )
    assert queries() <= before + 2
    assert queries() <= MOST
    assert queries(f"?who={desk.people['reviewer'].pk}&field=statement&verb=claims&channel=ui") <= MOST


def test_the_feed_says_what_the_page_says(desk: Desk, browse: Browse) -> None:
    reword_claim(
        actor=cast.acting(desk.people["editor"]),
        claim=desk.claim,
        version=None,
        statement="14 <b>bolts</b> & no more",
        reason="\u202e]]>",
    )
    feed = etree.fromstring(read_bytes(browse("viewer"), f"{addresses(desk)['claim'].rstrip('/')}.atom"))
    newest = feed.findall(f"{ATOM}entry")[0]
    assert newest.findtext(f"{ATOM}title") == "Editor reworded the claim to “14 <b>bolts</b> & no more”"
    assert newest.findtext(f"{ATOM}author/{ATOM}name") == "Editor"
    link = newest.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"].endswith(f"{addresses(desk)['claim']}#action-{Action.objects.latest('pk').pk}")
    assert "14 &lt;b&gt;bolts&lt;/b&gt; &amp; no more" in (newest.findtext(f"{ATOM}summary") or "")


def test_the_table_holds_every_page_and_nothing_that_runs(desk: Desk, browse: Browse) -> None:
    for number in range(60):
        reword_claim(
            actor=cast.acting(desk.people["editor"]),
            claim=desk.claim,
            version=None,
            statement=f"=HYPERLINK({number})",
        )
    table = read(browse("viewer"), f"{addresses(desk)['project'].rstrip('/')}.csv?field=statement")
    rows = list(csv.DictReader(io.StringIO(table)))
    reworded = [row["new"] for row in rows if row["what"].startswith("Editor reworded")]
    assert reworded == [f"'=HYPERLINK({number})" for number in range(59, -1, -1)]


@pytest.mark.parametrize("thing", ["project", "article", "claim", "source", "person"])
def test_a_token_reads_the_same_over_the_api(desk: Desk, thing: str) -> None:
    _, key = issue_token(actor=cast.acting(desk.people["viewer"]), name="reader", scope="read")
    ids = {
        "project": ("projects", desk.project.slug),
        "article": ("articles", desk.article.pk),
        "claim": ("claims", desk.claim.pk),
        "source": ("sources", desk.source.pk),
        "person": ("people", desk.people["reviewer"].pk),
    }
    path = "/api/v1/{}/{}/history/".format(*ids[thing])
    client = Client(headers={"Authorization": f"Bearer {key}"})
    feed = etree.fromstring(read_bytes(client, f"{path}?format_name=atom"))
    assert feed.findall(f"{ATOM}entry")
    assert read(client, f"{path}?format_name=csv&who=programs").count("\n") >= 1
    assert client.get(f"{path}?format_name=csv&verb=nonsense").status_code == 400
    assert client.get(f"{path}?format_name=pdf").status_code == 400
    assert client.get(f"{path}?format_name=csv&token=secret").status_code == 400
    assert Client().get(f"{path}?format_name=atom").status_code == 401
    _, other = issue_token(actor=cast.acting(desk.people["outsider"]), name="reader", scope="read")
    stranger = Client(headers={"Authorization": f"Bearer {other}"})
    assert stranger.get(f"{path}?format_name=atom").status_code == 404


def test_what_was_erased_is_said_to_be(desk: Desk, browse: Browse) -> None:
    redact(
        actor=cast.acting(desk.people["owner"]),
        row=desk.claim,
        field="statement",
        version=None,
        reason="A name.",
    )
    page = read(browse("viewer"), addresses(desk)["claim"])
    assert "14 cracked bolts in the Long Bridge" not in page
    assert '<span class="erased">' in page


def test_odd_texts_stay_inside_their_place(desk: Desk, browse: Browse) -> None:
    odd = "\u202egnikcah\u202c <script>alert(1)</script> \u0301\ufffe" + "x" * 1_900
    reword_claim(actor=cast.acting(desk.people["editor"]), claim=desk.claim, version=None, statement=odd)
    add_source(
        actor=cast.acting(desk.people["editor"]),
        project=desk.project,
        url="https://example.org/odd",
        title="=1+1 \u202e <img src=x>",
    )
    for thing in ("claim", "project"):
        page = read(browse("viewer"), addresses(desk)[thing])
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        etree.fromstring(read_bytes(browse("viewer"), f"{addresses(desk)[thing].rstrip('/')}.atom"))
        assert read(browse("viewer"), f"{addresses(desk)[thing].rstrip('/')}.csv")
