"""Undo, redo, the last changes of a claim, and several claims changed as one gesture."""

from __future__ import annotations

import pytest
from django.urls import reverse

from annotations.models import Action, Change, State
from annotations.services.articles import split_article
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import PARTS, form_of, words_of


def test_ones_last_gesture_is_undone_and_done_again(desk: Desk, browse: Browse) -> None:
    client = browse("reviewer")
    form_of(client, desk.claim, "claim_reword").send(statement="Other words.")
    answer = client.post(reverse("undo", args=[desk.article.pk]), headers=PARTS)
    assert 'data-said="Undone: you reworded the claim."' in answer.content.decode()
    assert desk.claim.statement in words_of(answer)
    answer = client.post(reverse("redo", args=[desk.article.pk]))
    assert answer.headers["Location"] == reverse("claim", args=[desk.claim.pk])
    desk.claim.refresh_from_db()
    assert desk.claim.statement == "Other words."
    answer = client.post(reverse("redo", args=[desk.article.pk]), headers=PARTS)
    assert "You have nothing to do again" in answer.content.decode()
    assert client.post(reverse("redo", args=[desk.article.pk]), follow=True).status_code == 200


def test_nobody_undoes_for_others(desk: Desk, browse: Browse) -> None:
    before = Change.objects.count()
    assert browse("outsider").post(reverse("undo", args=[desk.article.pk])).status_code == 404
    assert browse("viewer").post(reverse("undo", args=[desk.article.pk])).status_code == 302
    assert browse("owner").get(reverse("undo", args=[desk.article.pk])).status_code == 302
    assert Change.objects.count() == before


def test_the_last_changes_of_a_claim_are_told(desk: Desk, browse: Browse) -> None:
    said = words_of(browse("viewer").get(reverse("claim_recent", args=[desk.claim.pk])))
    assert "cited" in said
    assert browse("outsider").get(reverse("claim_recent", args=[desk.claim.pk])).status_code == 404


SEVERAL: list[tuple[str, dict[str, str], str]] = [
    ("reviewer", {"gesture": "accept"}, "claims accepted."),
    ("reviewer", {"gesture": "dismiss", "dismissal": "duplicate"}, "claims dismissed."),
    ("reviewer", {"gesture": "dismiss"}, "Say why the claims are dismissed."),
    ("reviewer", {"gesture": "burn"}, "Choose what to do with the claims."),
    ("reviewer", {"gesture": "accept", "claims": ""}, "Select the claims first."),
    ("reviewer", {"gesture": "accept", "claims": "x 99999999 -1"}, "Select the claims first."),
    ("viewer", {"gesture": "accept"}, "Only a reviewer of the project may do this."),
]


@pytest.mark.parametrize(("who", "typed", "said"), SEVERAL)
def test_several_claims_are_changed_as_one_gesture_or_not_at_all(
    desk: Desk, browse: Browse, who: str, typed: dict[str, str], said: str
) -> None:
    suggested = split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)
    actions, before = Action.objects.count(), Change.objects.count()
    claims = {"claims": " ".join(str(claim.pk) for claim in suggested)}
    answer = browse(who).post(reverse("several", args=[desk.article.pk]), claims | typed, follow=True)
    assert said in words_of(answer)
    is_done = said in {"claims accepted.", "claims dismissed."}
    assert Action.objects.count() - actions == is_done
    assert (Change.objects.count() > before) == is_done


def test_claims_of_another_article_are_not_touched(desk: Desk, browse: Browse) -> None:
    other = cast.make_article(desk.project, desk.people["reviewer"], text="Another text. It has 3 parts.")
    suggested = split_article(actor=cast.acting(desk.people["reviewer"]), article=other)
    address = reverse("several", args=[desk.article.pk])
    browse("reviewer").post(address, {"gesture": "accept", "claims": str(suggested[0].pk)})
    suggested[0].refresh_from_db()
    assert suggested[0].state == State.SUGGESTED
