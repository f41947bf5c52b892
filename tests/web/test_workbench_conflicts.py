"""Two people at one claim: the second is told, keeps what was typed, sees what changed, and may save anew."""

from __future__ import annotations

from django.urls import reverse

from annotations.services.articles import split_article
from annotations.services.claims import accept_claim, change_claim, dismiss_claim, reword_claim
from annotations.services.verdicts import give_verdict
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import form_of, form_on, words_of


def test_a_reworded_claim_is_not_overwritten_unseen(desk: Desk, browse: Browse) -> None:
    form = form_of(browse("reviewer"), desk.claim, "claim_reword")
    was = desk.claim.statement
    reword_claim(
        actor=cast.acting(desk.people["editor"]), claim=desk.claim, version=None, statement="Theirs."
    )
    answer = form.send(statement="Mine.")
    said = words_of(answer)
    assert answer.status_code == 409
    assert f"It was {was} They made it Theirs. You have Mine." in said
    desk.claim.refresh_from_db()
    assert desk.claim.statement == "Theirs."
    again = form_on(form.client, answer, form.address)
    assert again.fields["statement"].strip() == "Mine."
    assert again.send().status_code == 302
    desk.claim.refresh_from_db()
    assert desk.claim.statement == "Mine."


def test_the_third_change_is_noticed_too(desk: Desk, browse: Browse) -> None:
    editor = cast.acting(desk.people["editor"])
    form = form_of(browse("reviewer"), desk.claim, "claim_reword")
    reword_claim(actor=editor, claim=desk.claim, version=None, statement="Theirs.")
    again = form_on(form.client, form.send(statement="Mine."), form.address)
    reword_claim(actor=editor, claim=desk.claim, version=None, statement="Theirs, once more.")
    answer = again.send()
    assert answer.status_code == 409
    assert "It was Theirs. They made it Theirs, once more. You have Mine." in words_of(answer)


def test_a_change_of_something_else_is_no_conflict(desk: Desk, browse: Browse) -> None:
    form = form_of(browse("reviewer"), desk.claim, "claim_reword")
    dismissed = dismiss_claim(
        actor=cast.acting(desk.people["editor"]), claim=desk.claim, version=None, dismissal="duplicate"
    )
    assert form.send(statement="Mine.").status_code == 302
    desk.claim.refresh_from_db()
    assert (desk.claim.statement, desk.claim.version) == ("Mine.", dismissed.version + 1)


def test_only_the_fields_that_differ_are_shown(desk: Desk, browse: Browse) -> None:
    form = form_of(browse("reviewer"), desk.claim, "claim_reword")
    change_claim(
        actor=cast.acting(desk.people["editor"]), claim=desk.claim, version=None, claimant="The mayor"
    )
    answer = form.send(statement="Mine.", claimant="The inspectors")
    assert answer.status_code == 409
    assert "Claimant It was — They made it The mayor You have The inspectors" in words_of(answer)
    assert "Statement It was" not in words_of(answer)


def test_a_verdict_given_in_another_tab_is_not_overwritten(desk: Desk, browse: Browse) -> None:
    form = form_of(browse("reviewer"), desk.claim, "verdict_give")
    cast.make_verdict(desk.claim, desk.people["reviewer"], "half_true", "From the other tab.")
    answer = form.send(rating="false", rationale="From this tab.")
    assert answer.status_code == 409
    said = words_of(answer)
    assert "They made it Half true You have False" in said
    assert "They made it From the other tab. You have From this tab." in said
    assert form_on(form.client, answer, form.address).send().status_code == 302
    verdict = desk.claim.verdicts.get(reviewer=desk.people["reviewer"])
    assert (verdict.rating.code, verdict.rationale) == ("false", "From this tab.")


def test_a_button_pressed_on_an_old_card_is_asked_again(desk: Desk, browse: Browse) -> None:
    form = form_of(browse("reviewer"), desk.claim, "claim_dismiss")
    reword_claim(
        actor=cast.acting(desk.people["editor"]), claim=desk.claim, version=None, statement="Theirs."
    )
    answer = form.send_by_script(dismissal="duplicate")
    assert 'data-status="409"' in answer.content.decode()
    assert "Somebody else changed this meanwhile" in words_of(answer)
    assert form_on(form.client, answer, form.address).send().status_code == 302
    desk.claim.refresh_from_db()
    assert desk.claim.dismissal == "duplicate"


def test_two_people_accept_one_suggestion(desk: Desk, browse: Browse) -> None:
    suggestion = split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)[0]
    form = form_of(browse("reviewer"), suggestion, "claim_accept")
    accept_claim(actor=cast.acting(desk.people["editor"]), claim=suggestion, version=None)
    answer = form.send()
    assert answer.status_code == 409
    assert reverse("claim_accept", args=[suggestion.pk]) not in answer.content.decode()


def test_a_suggestion_rated_by_another_is_still_reworded(desk: Desk, browse: Browse) -> None:
    suggestion = split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)[0]
    form = form_of(browse("reviewer"), suggestion, "claim_reword")
    rating = desk.claim.verdicts.get().rating
    give_verdict(actor=cast.acting(desk.people["editor"]), claim=suggestion, rating=rating)
    assert form.send(statement="Mine.").status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.statement == "Mine."
