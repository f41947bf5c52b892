"""What is done from the queue: several claims at once, and saved views."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Claim, SavedView, State
from annotations.services.articles import split_article
from annotations.services.saved_views import save_view
from tests import cast
from tests.web.conftest import Browse, Desk


@pytest.fixture
def suggested(desk: Desk) -> list[Claim]:
    return split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)


def bulk(client: Client, desk: Desk, chosen: list[Claim], **given: str) -> str:
    """Does it from the queue and returns the page that follows."""
    sent = {"claims": [claim.pk for claim in chosen], "here": "place=suggested", **given}
    answer = client.post(reverse("queue_bulk", args=[desk.project.slug]), sent, follow=True)
    assert answer.redirect_chain == [(reverse("queue", args=[desk.project.slug]) + "?place=suggested", 302)]
    return str(answer.content.decode())


def states(claims: list[Claim]) -> set[str]:
    return set(Claim.objects.filter(pk__in=[claim.pk for claim in claims]).values_list("state", flat=True))


def test_several_are_accepted_dismissed_and_restored(
    desk: Desk, reviewer: Client, suggested: list[Claim]
) -> None:
    said = f"{len(suggested)} claims" if len(suggested) > 1 else "1 claim"
    assert f"{said} dismissed." in bulk(
        reviewer, desk, suggested, gesture="dismiss", dismissal="not_checkable"
    )
    assert states(suggested) == {State.DISMISSED}
    assert f"{said} restored." in bulk(reviewer, desk, suggested, gesture="restore")
    assert states(suggested) == {State.OPEN}


def test_one_in_the_way_is_named_and_nothing_done(
    desk: Desk, reviewer: Client, suggested: list[Claim]
) -> None:
    shown = bulk(reviewer, desk, [*suggested, desk.claim], gesture="accept")
    assert "Nothing was changed, because 1 claim stands in the way." in shown
    assert desk.claim.statement in shown
    assert states(suggested) == {State.SUGGESTED}
    bulk(reviewer, desk, suggested, gesture="accept")
    assert states(suggested) == {State.OPEN}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"gesture": "dismiss"}, "Say why the claims are dismissed."),
        ({"gesture": "publish"}, "Choose what to do with the claims."),
        ({"gesture": ""}, "Choose what to do with the claims."),
        ({"gesture": "accept", "claims": ""}, "Select the claims first."),
        ({"gesture": "accept", "claims": "\x00"}, "Some of these claims are not here any more."),
        ({"gesture": "accept", "claims": "9" * 30}, "Some of these claims are not here any more."),
    ],
)
def test_what_is_missing_is_said(
    desk: Desk, reviewer: Client, suggested: list[Claim], given: dict[str, str], said: str
) -> None:
    assert said in bulk(reviewer, desk, suggested, **given)
    assert states(suggested) == {State.SUGGESTED}


def test_claims_of_another_project_are_as_if_they_were_not_there(
    desk: Desk, browse: Browse, suggested: list[Claim]
) -> None:
    address = reverse("queue_bulk", args=[desk.project.slug])
    sent = {"claims": [claim.pk for claim in suggested], "gesture": "accept"}
    assert browse("outsider").post(address, sent).status_code == 404
    browse("viewer").post(address, sent)
    assert states(suggested) == {State.SUGGESTED}


def test_a_viewer_has_no_boxes(desk: Desk, browse: Browse, suggested: list[Claim]) -> None:
    address = reverse("queue", args=[desk.project.slug]) + "?place=suggested"
    assert "claim-row__box" in browse("reviewer").get(address).content.decode()
    assert "claim-row__box" not in browse("viewer").get(address).content.decode()


def test_a_view_is_saved_shown_renamed_and_deleted(desk: Desk, browse: Browse) -> None:
    viewer, save = browse("viewer"), reverse("view_save", args=[desk.project.slug])
    here = "place=every&kind=other"
    answer = viewer.post(save, {"name": "<b>Odd</b>", "here": f"{here}&after=x&evil=1"}, follow=True)
    shown = answer.content.decode()
    assert answer.redirect_chain[0][0].endswith(f"?{here}")
    assert "&lt;b&gt;Odd&lt;/b&gt;" in shown
    assert f'href="?{here.replace("&", "&amp;")}" aria-current="true"' in shown
    view = SavedView.objects.get()
    change = reverse("view_change", args=[view.pk])
    assert (
        "The view is now"
        in viewer.post(change, {"name": "Even", "version": 1, "here": here}, follow=True).content.decode()
    )
    assert (
        "changed this meanwhile"
        in viewer.post(change, {"name": "Late", "version": 1, "here": here}, follow=True).content.decode()
    )
    viewer.post(change, {"delete": "1"})
    assert not SavedView.objects.exists()


def test_a_view_is_nobody_elses(desk: Desk, browse: Browse) -> None:
    view = save_view(actor=cast.acting(desk.people["owner"]), project=desk.project, name="Mine", query="")
    assert browse("editor").post(reverse("view_change", args=[view.pk]), {"delete": "1"}).status_code == 404
    assert "Mine" not in browse("editor").get(reverse("queue", args=[desk.project.slug])).content.decode()


def test_the_way_back_is_never_another_address(desk: Desk, reviewer: Client) -> None:
    sent = {"name": "x", "here": "//evil.example/?place=open&" + "a=1&" * 5_000}
    answer = reviewer.post(reverse("view_save", args=[desk.project.slug]), sent)
    assert answer.headers["Location"].startswith(reverse("queue", args=[desk.project.slug]))
