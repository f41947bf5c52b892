"""What one gave on a card is withdrawn, and never without saying why."""

from __future__ import annotations

from django.urls import reverse

from annotations.models import Action, Verdict
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import form_of, words_of


def test_nobody_withdraws_another_verdict(desk: Desk, browse: Browse) -> None:
    theirs = Verdict.objects.get(reviewer=desk.people["editor"])
    answer = browse("reviewer").post(
        reverse("verdict_withdraw", args=[desk.claim.pk, theirs.pk]), {"reason": "Wrong."}
    )
    assert answer.status_code == 422
    assert "Only the reviewer who gave a verdict withdraws it." in words_of(answer)


def test_a_citation_is_changed_and_withdrawn(desk: Desk, browse: Browse) -> None:
    client, citation = browse("reviewer"), desk.claim.citations.get()
    form = form_of(client, desk.claim, "citation_change", citation_id=citation.pk)
    form.send(stance="context", locator="page 3")
    citation.refresh_from_db()
    assert (citation.stance, citation.locator) == ("context", "page 3")
    refused = form_of(client, desk.claim, "citation_withdraw", citation_id=citation.pk).send(reason="")
    assert refused.status_code == 422
    form_of(client, desk.claim, "citation_withdraw", citation_id=citation.pk).send(reason="A slip.")
    assert Action.objects.get(verb="citation.withdrawn").reason == "A slip."
    citation.refresh_from_db()
    assert citation.withdrawn_at
