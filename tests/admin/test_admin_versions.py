"""What is done in the admin is done to what was seen: the list and the forms carry the versions of their rows."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from annotations.models import Claim, Project, Role, Ruling, User
from annotations.services.claims import reword_claim
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from tests import cast
from tests.cast import acting


def published(claim: Claim, editor: User, second: User) -> Ruling:
    verdict = cast.make_verdict(claim, editor)
    cite_address(
        actor=acting(editor), claim=claim, url="https://example.org/a", stance="supports", quote="14 bolts"
    )
    draft = draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="It is so.")
    return publish_ruling(actor=acting(second), ruling=draft, version=draft.version)


def test_what_is_done_to_selected_rows_is_done_to_what_the_list_showed(
    browser: Client, claim: Claim, editor: User
) -> None:
    address = reverse("admin:annotations_claim_changelist")
    seen = f'name="seen_{claim.pk}" value="{claim.version}"'
    assert seen in browser.get(address).content.decode()
    chosen = {
        "action": "dismiss_as_not_checkable",
        "_selected_action": [str(claim.pk)],
        f"seen_{claim.pk}": str(claim.version),
    }
    reword_claim(actor=acting(editor), claim=claim, version=claim.version, statement="Reworded meanwhile.")
    answer = browser.post(address, chosen, follow=True)
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.state == "open"
    browser.post(address, chosen | {f"seen_{claim.pk}": str(claim.version)})
    claim.refresh_from_db()
    assert claim.state == "dismissed"


def test_a_correction_is_of_what_was_seen(
    browser: Client, claim: Claim, editor: User, project: Project
) -> None:
    ruling = published(claim, editor, cast.make_member(project, "second", Role.EDITOR))
    address = reverse("admin:annotations_ruling_change", args=[ruling.pk])
    rows = {
        "seen_version": str(ruling.version),
        "corrections-TOTAL_FORMS": "1",
        "corrections-INITIAL_FORMS": "0",
        "corrections-0-kind": "clarification",
        "corrections-0-explanation": "The ministry told us more.",
        "corrections-0-new_rating": str(ruling.rating_id),
        "corrections-0-new_summary": "It is so, says the ministry.",
    }
    assert browser.post(address, rows).status_code == 302
    answer = browser.post(address, rows | {"corrections-0-new_summary": "It is so, says somebody else."})
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert [one.new_summary for one in ruling.corrections.all()] == ["It is so, says the ministry."]
