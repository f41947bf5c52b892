"""Every gesture on the workbench: done once, recorded, shown; refused to a viewer, with nothing half-written."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from annotations.models import Action, Change, Note, State, Verb, Verdict
from annotations.services.articles import split_article
from annotations.services.notes import leave_note
from annotations.services.rulings import draft_ruling
from annotations.services.verdicts import withdraw_verdict
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import PARTS, form_of, form_on, words_of


@dataclass(frozen=True)
class Gesture:
    name: str
    verb: Verb
    typed: dict[str, str] = field(default_factory=dict)
    who: str = "reviewer"


SOURCE = {"url": "https://example.org/b", "title": "B", "stance": "refutes", "quote": "Not so."}
GESTURES = [
    Gesture("claim_reword", Verb.CLAIM_REWORDED, {"statement": "Other words."}),
    Gesture("claim_reword", Verb.CLAIM_CHANGED, {"claimant": "The inspectors"}),
    Gesture("claim_dismiss", Verb.CLAIM_DISMISSED, {"dismissal": "duplicate"}),
    Gesture("verdict_give", Verb.VERDICT_GIVEN, {"rating": "false", "rationale": "It was 12."}),
    Gesture("source_cite", Verb.SOURCE_CITED, SOURCE),
    Gesture("note_leave", Verb.NOTE_LEFT, {"text": "Ask again."}),
    Gesture("ruling_draft", Verb.RULING_DRAFTED, {"rating": "true", "summary": "It is so."}, "editor"),
]
NAMES = [f"{gesture.name} {gesture.verb}" for gesture in GESTURES]


def last_verb() -> str:
    return Action.objects.order_by("-id")[0].verb


@pytest.mark.parametrize("parts", [False, True], ids=["page", "parts"])
@pytest.mark.parametrize("gesture", GESTURES, ids=NAMES)
def test_a_gesture_is_done_and_recorded(desk: Desk, browse: Browse, gesture: Gesture, *, parts: bool) -> None:
    form = form_of(browse(gesture.who), desk.claim, gesture.name)
    answer = (form.send_by_script if parts else form.send)(**gesture.typed)
    assert last_verb() == gesture.verb
    assert not Change.objects.filter(action__isnull=True).exists()
    if parts:
        assert 'data-status="200"' in answer.content.decode()
        assert f'id="row-{desk.claim.pk}"' in answer.content.decode()
    else:
        assert answer.status_code == 302
        assert answer.url == reverse("claim", args=[desk.claim.pk])


@pytest.mark.parametrize("gesture", GESTURES, ids=NAMES)
def test_the_same_form_sent_twice_does_it_once(desk: Desk, browse: Browse, gesture: Gesture) -> None:
    form = form_of(browse(gesture.who), desk.claim, gesture.name)
    form.send(**gesture.typed)
    actions = Action.objects.count()
    assert form.send(**gesture.typed).status_code == 302
    assert Action.objects.count() == actions


@pytest.mark.parametrize("gesture", GESTURES, ids=NAMES)
def test_a_viewer_is_refused(desk: Desk, browse: Browse, gesture: Gesture) -> None:
    client = browse("viewer")
    before = Change.objects.count()
    answer = client.post(reverse(gesture.name, args=[desk.claim.pk]), {"version": 1, **gesture.typed})
    assert answer.status_code in {403, 422}
    assert Change.objects.count() == before
    page = client.get(reverse("claim", args=[desk.claim.pk])).content.decode()
    assert reverse(gesture.name, args=[desk.claim.pk]) not in page


@pytest.mark.parametrize("gesture", GESTURES, ids=NAMES)
def test_an_outsider_finds_nothing_there(desk: Desk, browse: Browse, gesture: Gesture) -> None:
    address = reverse(gesture.name, args=[desk.claim.pk])
    assert browse("outsider").post(address, gesture.typed).status_code == 404


@pytest.mark.parametrize("gesture", GESTURES, ids=NAMES)
def test_coming_by_get_shows_the_claim(desk: Desk, browse: Browse, gesture: Gesture) -> None:
    answer = browse("reviewer").get(reverse(gesture.name, args=[desk.claim.pk]))
    assert answer.headers["Location"] == reverse("claim", args=[desk.claim.pk])


REFUSALS: list[tuple[str, dict[str, str], str]] = [
    ("claim_reword", {"statement": "   "}, "There is nothing to read in this text."),
    ("claim_reword", {"statement": "a\x00b"}, "Null characters are not allowed."),
    ("claim_reword", {"statement": "​"}, "There is nothing to read in this text."),
    ("claim_reword", {"statement": "x" * 2_001}, "at most 2000 characters"),
    ("claim_reword", {"statement": "x", "claimant": "two\nlines"}, "Keep this to a single line."),
    ("claim_dismiss", {}, "Say why the claim is dismissed."),
    ("claim_dismiss", {"dismissal": "boring"}, "not one of the available choices"),
    ("verdict_give", {"rationale": "Kept as typed."}, "Choose a rating."),
    ("verdict_give", {"rating": "excellent", "rationale": "Kept."}, "not on the project's scale"),
    ("source_cite", {"url": "javascript:alert(1)", "stance": "supports"}, "starts with http:// or https://"),
    ("source_cite", {"url": "https://a:b@example.org/", "stance": "supports"}, "Leave the user name"),
    ("source_cite", {"url": "https://example.org/c", "title": "kept"}, "supports or refutes"),
    (
        "source_cite",
        {"url": "https://e.org", "stance": "supports", "accessed_on": "soon"},
        "Write it like 2026",
    ),
    ("note_leave", {"text": ""}, "Write something here."),
    ("note_leave", {"text": "x" * 5_001}, "at most 5000 characters"),
]


@pytest.mark.parametrize(("name", "typed", "said"), REFUSALS)
def test_a_refusal_stands_beside_what_was_typed(
    desk: Desk, browse: Browse, name: str, typed: dict[str, str], said: str
) -> None:
    form = form_of(browse("reviewer"), desk.claim, name)
    form.fields.pop("rating", None)
    before = Change.objects.count()
    answer = form.send(**typed)
    assert answer.status_code == 422
    assert said in words_of(answer)
    kept = form_on(form.client, answer, form.address).fields
    typable = {
        key: text for key, text in typed.items() if key not in {"rating", "dismissal"} and "\x00" not in text
    }
    assert {key: kept[key].strip("\n") for key in typable} == {k: t.strip("\n") for k, t in typable.items()}
    assert Change.objects.count() == before


def test_a_suggestion_is_accepted_and_a_dismissed_claim_restored(desk: Desk, browse: Browse) -> None:
    client = browse("reviewer")
    suggestion = split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)[0]
    assert form_of(client, suggestion, "claim_accept").send().status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.state == State.OPEN
    form_of(client, suggestion, "claim_dismiss").send(dismissal="not_a_claim")
    form_of(client, suggestion, "claim_restore").send()
    suggestion.refresh_from_db()
    assert suggestion.state == State.OPEN


def test_a_claim_that_is_open_already_is_not_accepted_again(desk: Desk, browse: Browse) -> None:
    answer = browse("reviewer").post(reverse("claim_accept", args=[desk.claim.pk]))
    assert answer.status_code == 422
    assert "Only a suggested claim is accepted" in words_of(answer)


def test_a_verdict_is_revised_and_withdrawn(desk: Desk, browse: Browse) -> None:
    client = browse("reviewer")
    form_of(client, desk.claim, "verdict_give").send(rating="true")
    form_of(client, desk.claim, "verdict_give").send(
        rating="half_true", rationale="On second thought.", reason="A new count."
    )
    assert Action.objects.get(verb="verdict.revised").reason == "A new count."
    verdict = Verdict.objects.get(reviewer=desk.people["reviewer"])
    assert (verdict.rating.code, verdict.version) == ("half_true", 2)
    refused = form_of(client, desk.claim, "verdict_withdraw", verdict_id=verdict.pk).send(reason=" ")
    assert refused.status_code == 422
    assert "Say why." in words_of(refused)
    form_of(client, desk.claim, "verdict_withdraw", verdict_id=verdict.pk).send(reason="A slip.")
    assert Action.objects.get(verb="verdict.withdrawn").reason == "A slip."
    verdict.refresh_from_db()
    assert verdict.withdrawn_at
    form_of(client, desk.claim, "verdict_give").send(rating="true")
    verdict.refresh_from_db()
    assert verdict.withdrawn_at is None


def test_a_discussion_is_answered_resolved_opened_again_and_withdrawn(desk: Desk, browse: Browse) -> None:
    client = browse("reviewer")
    note = leave_note(actor=cast.acting(desk.people["reviewer"]), about=desk.claim, text="Sure?")
    ids = {"note_id": note.pk}
    form_of(client, desk.claim, "note_reply", **ids).send(text="Quite.")
    assert Note.objects.get(replies_to=note).text == "Quite."
    form_of(client, desk.claim, "note_change", **ids).send(text="Really sure?", is_public="on")
    form_of(client, desk.claim, "note_resolve", **ids).send()
    form_of(client, desk.claim, "note_reopen", **ids).send()
    note.refresh_from_db()
    assert (note.text, note.is_public, note.resolved_at) == ("Really sure?", True, None)
    form_of(client, desk.claim, "note_withdraw", **ids).send()
    assert "Really sure?" not in words_of(client.get(reverse("claim", args=[desk.claim.pk])))


@pytest.mark.parametrize("name", ["note_change", "note_reply", "note_resolve", "note_withdraw"])
def test_a_note_of_another_claim_is_not_found(desk: Desk, browse: Browse, name: str) -> None:
    other = cast.make_claim(desk.article, desk.people["reviewer"], "first closure")
    note = leave_note(actor=cast.acting(desk.people["reviewer"]), about=other, text="Elsewhere.")
    address = reverse(name, args=[desk.claim.pk, note.pk])
    assert browse("reviewer").post(address, {"text": "x"}).status_code == 404


def test_a_ruling_is_published_only_when_nothing_is_missing(desk: Desk, browse: Browse) -> None:
    client = browse("editor")
    form_of(client, desk.claim, "ruling_draft").send(rating="true", summary="It is so.")
    answer = form_of(client, desk.claim, "ruling_publish").send()
    assert answer.status_code == 422
    assert "a second person must publish" in words_of(answer)
    withdraw_verdict(
        actor=cast.acting(desk.people["editor"]),
        verdict=desk.claim.verdicts.get(),
        version=None,
        reason="Not mine to give.",
    )
    cast.make_verdict(desk.claim, desk.people["reviewer"])
    answer = form_of(client, desk.claim, "ruling_publish").send(reason="The report is out.")
    assert answer.status_code == 302
    published = Action.objects.get(verb="ruling.published")
    assert published.reason == "The report is out."
    desk.claim.refresh_from_db()
    assert desk.claim.state == State.PUBLISHED


def test_a_published_ruling_is_corrected_in_public(desk: Desk, browse: Browse) -> None:
    test_a_ruling_is_published_only_when_nothing_is_missing(desk, browse)
    client = browse("editor")
    form = form_of(client, desk.claim, "ruling_correct")
    assert form.send(kind="typo", explanation="Nothing.").status_code == 422
    form.send(kind="rating_change", explanation="A new count.", rating="half_true")
    said = words_of(client.get(reverse("claim", args=[desk.claim.pk])))
    assert "A new count." in said
    assert "True became Half true" in said


def test_save_and_next_brings_the_next_claim_that_waits(desk: Desk, browse: Browse) -> None:
    reviewer = desk.people["reviewer"]
    done = cast.make_claim(desk.article, reviewer, "first closure")
    cast.make_verdict(done, reviewer)
    following = cast.make_claim(desk.article, reviewer, "brave")
    form = form_of(browse("reviewer"), desk.claim, "verdict_give")
    answer = form.send(rating="true", then="next")
    assert answer.url == reverse("claim", args=[following.pk])
    form = form_of(browse("reviewer"), following, "verdict_give")
    answer = form.send_by_script(rating="true", then="next")
    assert f'data-open="{following.pk}"' in answer.content.decode()


def test_a_card_that_the_script_has_at_hand_is_not_sent_again(desk: Desk, browse: Browse) -> None:
    following = cast.make_claim(desk.article, desk.people["reviewer"], "brave")
    here, there = f'id="card" data-part data-claim="{desk.claim.pk}"', f'data-claim="{following.pk}"'
    form = form_of(browse("reviewer"), desk.claim, "verdict_give")
    at_hand = f"x {desk.claim.pk} {following.pk}"
    refused = form.send_by_script(hand=at_hand, then="next").content.decode()
    assert here in refused
    stayed = form.send_by_script(hand=at_hand, rating="true").content.decode()
    assert here in stayed
    form = form_of(browse("reviewer"), desk.claim, "verdict_give")
    went_on = form.send_by_script(hand=at_hand, rating="false", then="next").content.decode()
    assert f'data-open="{following.pk}"' in went_on
    assert f'id="row-{desk.claim.pk}"' in went_on
    assert 'id="card"' not in went_on
    form = form_of(browse("reviewer"), desk.claim, "verdict_give")
    told_nothing = form.send_by_script(rating="true", then="next").content.decode()
    assert f'id="card" data-part {there}' in told_nothing


def test_somebody_logged_out_meanwhile_is_asked_to_log_in(desk: Desk, browse: Browse) -> None:
    form = form_of(browse("reviewer"), desk.claim, "verdict_give")
    form.client.logout()
    answer = form.send_by_script(rating="true")
    assert answer.status_code == 302
    assert reverse("login") in answer.url


def test_markup_is_shown_as_text(desk: Desk, browse: Browse) -> None:
    hostile = "<script>alert(1)</script><b>‮bold"
    client = browse("reviewer")
    form_of(client, desk.claim, "claim_reword").send(statement=hostile, claimant=hostile)
    form_of(client, desk.claim, "note_leave").send(text=hostile)
    form_of(client, desk.claim, "verdict_give").send(rating="true", rationale=hostile)
    form_of(client, desk.claim, "source_cite").send(**SOURCE | {"title": hostile, "quote": hostile})
    page = client.get(reverse("claim", args=[desk.claim.pk]))
    assert b"<script>alert" not in page.content
    assert words_of(page).count("<script>alert(1)</script><b>") >= 6
    assert client.get(reverse("claim", args=[desk.claim.pk]), headers=PARTS).status_code == 200


def test_a_ruling_of_nothing_is_not_found(desk: Desk, browse: Browse) -> None:
    assert browse("editor").post(reverse("ruling_publish", args=[desk.claim.pk])).status_code == 404
    draft_ruling(
        actor=cast.acting(desk.people["editor"]),
        claim=desk.claim,
        rating=desk.claim.verdicts.get().rating,
        summary="It is so.",
    )
    assert browse("reviewer").post(reverse("ruling_publish", args=[desk.claim.pk])).status_code == 403
