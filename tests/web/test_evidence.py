"""The evidence for a published ruling is a link on the card and on the claim's history, for every member."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from annotations.history.checkpoints import make_checkpoint
from annotations.models import Action, Change, Checkpoint, Leaf, Rating, Seal
from annotations.services.rulings import draft_ruling, publish_ruling
from tests.cast import acting
from tests.history.bypass import settle
from tests.web.conftest import Browse, Desk


@pytest.fixture
def published(desk: Desk, tmp_path: Path, settings: Any) -> Desk:
    settings.DATA_DIR = tmp_path
    editor, owner = desk.people["editor"], desk.people["owner"]
    rating = Rating.objects.get(code="true")
    ruling = draft_ruling(actor=acting(editor), claim=desk.claim, rating=rating, summary="It is so.")
    publish_ruling(actor=acting(owner), ruling=ruling, version=ruling.version)
    return desk


def test_members_download_it_and_others_know_of_nothing(
    published: Desk, browse: Browse, tmp_path: Path
) -> None:
    settle()
    make_checkpoint(tmp_path)
    address = reverse("claim_evidence", args=[published.claim.pk])
    kept = [list(model._default_manager.values()) for model in (Action, Change, Seal, Leaf, Checkpoint)]
    answer = browse("viewer").get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-claim-{published.claim.pk}.zip"'
    assert "verify.py" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert browse("outsider").get(address).status_code == 404
    assert [
        list(model._default_manager.values()) for model in (Action, Change, Seal, Leaf, Checkpoint)
    ] == kept


def test_it_says_in_words_that_nothing_is_signed_yet(published: Desk, browse: Browse) -> None:
    answer = browse("viewer").get(reverse("claim_evidence", args=[published.claim.pk]))
    assert answer.status_code == 409
    assert "no signed checkpoint yet" in answer.content.decode()


def test_a_claim_without_a_published_ruling_has_none(desk: Desk, browse: Browse) -> None:
    assert browse("viewer").get(reverse("claim_evidence", args=[desk.claim.pk])).status_code == 404
    for page in ("claim", "claim_history"):
        shown = browse("viewer").get(reverse(page, args=[desk.claim.pk])).content.decode()
        assert reverse("claim_evidence", args=[desk.claim.pk]) not in shown


@pytest.mark.parametrize("page", ["claim", "claim_history"])
def test_the_pages_of_the_claim_offer_it(published: Desk, browse: Browse, page: str) -> None:
    shown = browse("viewer").get(reverse(page, args=[published.claim.pk])).content.decode()
    assert reverse("claim_evidence", args=[published.claim.pk]) in shown
