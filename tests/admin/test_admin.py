"""The admin obeys the same rules as every other edge, leaves the same history, and shows what was refused."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from annotations.models import Action, Article, Channel, Citation, Claim, Project, Role, Ruling, User, Verdict
from annotations.services.rulings import draft_ruling
from annotations.services.sources import add_source, cite_address
from tests import cast
from tests.cast import acting

SITE_MODELS = [model for model in admin.site._registry if model._meta.app_label == "annotations"]


def no_rows(prefix: str) -> dict[str, str]:
    return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


def claim_form(claim: Claim, **values: str) -> dict[str, str]:
    form = {
        "statement": claim.statement,
        "kind": claim.kind,
        "claimant": claim.claimant,
        "seen_version": str(claim.version),
        "reason": "",
        "fragments-TOTAL_FORMS": "0",
        "fragments-INITIAL_FORMS": "0",
    }
    for prefix in ("verdicts", "citations", "notes", "claim_tags", "assignments"):
        form |= no_rows(prefix)
    return form | values


@pytest.mark.parametrize("model", SITE_MODELS, ids=lambda model: model.__name__)
def test_everything_is_listed_searched_and_opened(
    browser: Client, claim: Claim, editor: User, model: type[Model]
) -> None:
    cast.make_verdict(claim, editor)
    name = model._meta.model_name
    address = reverse(f"admin:annotations_{name}_changelist")
    expected = 403 if name == "apitoken" else 200
    assert browser.get(address).status_code == expected
    assert browser.get(address, {"q": "bolts"}).status_code == expected
    row = model._default_manager.first()
    if row and expected == 200 and name not in {"user"}:
        page = browser.get(reverse(f"admin:annotations_{name}_change", args=[row.pk]))
        assert page.status_code == 200
        assert "deletelink" not in page.content.decode()


def test_rewording_goes_through_the_service(browser: Client, claim: Claim) -> None:
    address = reverse("admin:annotations_claim_change", args=[claim.pk])
    answer = browser.post(address, claim_form(claim, statement="14 bolts were cracked.", reason="shorter"))
    assert answer.status_code == 302
    last = Action.objects.order_by("-id")[0]
    assert (last.verb, last.channel, last.reason) == ("claim.reworded", Channel.ADMIN, "shorter")
    claim.refresh_from_db()
    assert claim.statement == "14 bolts were cracked."


def test_the_second_editor_is_told_and_keeps_what_was_typed(browser: Client, claim: Claim) -> None:
    address = reverse("admin:annotations_claim_change", args=[claim.pk])
    browser.post(address, claim_form(claim, statement="First."))
    answer = browser.post(address, claim_form(claim, statement="Second, typed at length."))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody else changed this meanwhile" in page
    assert "Second, typed at length." in page
    claim.refresh_from_db()
    assert claim.statement == "First."


@pytest.mark.parametrize("typed", ["", "a\x00b", "\u200b", "x" * 2_001])
def test_a_bad_statement_is_refused_beside_its_field(browser: Client, claim: Claim, typed: str) -> None:
    address = reverse("admin:annotations_claim_change", args=[claim.pk])
    answer = browser.post(address, claim_form(claim, statement=typed))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["statement"]


def test_a_verdict_and_a_citation_inline(
    browser: Client, claim: Claim, editor: User, project: Project
) -> None:
    source = add_source(actor=acting(editor), project=project, url="https://example.org/a", title="A")
    rating = project.scale.ratings.get(code="true")
    rows = {
        "verdicts-TOTAL_FORMS": "1",
        "verdicts-INITIAL_FORMS": "0",
        "verdicts-0-rating": str(rating.pk),
        "verdicts-0-rationale": "The report says so.",
        "citations-TOTAL_FORMS": "1",
        "citations-INITIAL_FORMS": "0",
        "citations-0-source": str(source.pk),
        "citations-0-stance": "supports",
        "citations-0-quote": "14 bolts",
    }
    answer = browser.post(
        reverse("admin:annotations_claim_change", args=[claim.pk]), claim_form(claim) | rows
    )
    assert answer.status_code == 302
    assert Verdict.objects.get().reviewer == editor
    assert Citation.objects.get().quote == "14 bolts"


def test_a_refused_inline_shows_on_its_own_row_and_stores_nothing(browser: Client, claim: Claim) -> None:
    rows = {
        "notes-TOTAL_FORMS": "1",
        "notes-INITIAL_FORMS": "0",
        "notes-0-text": "a\x00b",
    }
    rows["notes-0-text"] = "\u200b\u200b"
    answer = browser.post(
        reverse("admin:annotations_claim_change", args=[claim.pk]),
        claim_form(claim, statement="Changed.") | rows,
    )
    assert answer.status_code == 200
    claim.refresh_from_db()
    assert claim.statement != "Changed."
    errors = [formset.formset.errors for formset in answer.context["inline_admin_formsets"]]
    assert any("nothing to read" in str(error) for error in errors)


def test_a_claim_is_marked_by_its_quote(browser: Client, claim: Claim) -> None:
    form = {
        "article": str(claim.article_id),
        "quote": "first closure in nine years",
        "statement": "It is the first closure of the bridge in nine years.",
        "kind": "ranking",
        "claimant": "the mayor",
    }
    assert browser.post(reverse("admin:annotations_claim_add"), form).status_code == 302
    made = Claim.objects.get(kind="ranking")
    assert made.fragments.get().quote == form["quote"]
    answer = browser.post(reverse("admin:annotations_claim_add"), form | {"quote": "not there"})
    assert "stand 0 times" in answer.content.decode()


def test_an_article_is_added_and_split(browser: Client, project: Project) -> None:
    form = {
        "project": str(project.pk),
        "title": "Dam",
        "url": "javascript:alert(1)",
        "text": "The dam broke on Friday. Nine people were hurt.",
    }
    refused = browser.post(reverse("admin:annotations_article_add"), form)
    assert "starts with http" in refused.content.decode()
    assert browser.post(reverse("admin:annotations_article_add"), form | {"url": ""}).status_code == 302
    assert Article.objects.get().claims.exists()


def test_publishing_by_action_says_what_is_missing(browser: Client, claim: Claim, editor: User) -> None:
    cast.make_verdict(claim, editor)
    rating = claim.article.project.scale.ratings.get(code="true")
    draft = {"claim": str(claim.pk), "rating": str(rating.pk), "summary": "It is so.", "url": ""}
    assert browser.post(reverse("admin:annotations_ruling_add"), draft).status_code == 302
    ruling = Ruling.objects.get()
    answer = browser.post(
        reverse("admin:annotations_ruling_changelist"),
        {"action": "publish", "_selected_action": [str(ruling.pk)]},
        follow=True,
    )
    told = " ".join(str(message) for message in answer.context["messages"])
    assert "No source is cited." in told
    assert "a second person must publish" in told
    ruling.refresh_from_db()
    assert ruling.state == "draft"


def test_gestures_on_selected_rows_may_say_why(browser: Client, claim: Claim, editor: User) -> None:
    other = cast.make_member(claim.article.project, "other", Role.REVIEWER)
    cite_address(actor=acting(other), claim=claim, url="https://example.org", title="R", stance="supports")
    cast.make_verdict(claim, other)
    draft_ruling(
        actor=acting(other_editor(claim)), claim=claim, rating=claim.verdicts.get().rating, summary="So."
    )
    address = reverse("admin:annotations_ruling_changelist")
    assert 'name="reason"' in browser.get(address).content.decode()
    chosen = [str(Ruling.objects.get().pk)]
    given = {"action": "publish", "_selected_action": chosen, "reason": "The report is out."}
    browser.post(address, given)
    assert Action.objects.get(verb="ruling.published").reason == "The report is out."
    set_aside = cast.make_claim(claim.article, other, "the first closure in nine years", "Another.")
    given = {
        "action": "dismiss_as_not_checkable",
        "_selected_action": [str(set_aside.pk)],
        "reason": "An opinion.",
    }
    browser.post(reverse("admin:annotations_claim_changelist"), given)
    assert Action.objects.get(verb="claim.dismissed").reason == "An opinion."


def other_editor(claim: Claim) -> User:
    return cast.make_member(claim.article.project, "second_editor", Role.EDITOR)


def test_rows_of_other_projects_do_not_exist(browser: Client, claim: Claim, editor: User) -> None:
    other = cast.make_project("other")
    stranger = cast.make_member(other, "stranger", Role.OWNER)
    foreign = cast.make_claim(cast.make_article(other, stranger), stranger)
    address = reverse("admin:annotations_claim_change", args=[foreign.pk])
    assert browser.get(address).status_code == 302  # back to the index: "doesn't exist"
    assert browser.post(address, claim_form(foreign, statement="Mine now.")).status_code == 302
    foreign.refresh_from_db()
    assert foreign.statement != "Mine now."
    assert (
        str(foreign)
        not in browser.get(reverse("admin:annotations_claim_changelist"), {"q": "zzz"}).content.decode()
    )


def test_changes_and_actions_are_read_only(browser: Client, claim: Claim) -> None:
    action = Action.objects.first()
    assert action
    address = reverse("admin:annotations_action_change", args=[action.pk])
    assert browser.post(address, {"verb": "x"}).status_code == 403
    assert browser.get(reverse("admin:annotations_change_add")).status_code == 403


def test_an_operator_adds_a_person_who_can_log_in(db: None) -> None:
    operator = cast.make_person("operator", is_operator=True)
    client = Client()
    client.force_login(operator)
    form = {
        "username": "mira",
        "display_name": "Mira",
        "email": "",
        "is_active": "on",
        "new_password": "short",
    }
    refused = client.post(reverse("admin:annotations_user_add"), form)
    assert "too short" in refused.content.decode()
    answer = client.post(reverse("admin:annotations_user_add"), form | {"new_password": cast.PASSWORD})
    assert answer.status_code == 302
    assert Client().login(username="mira", password=cast.PASSWORD)


def test_the_history_button_shows_the_recorded_changes(browser: Client, claim: Claim) -> None:
    answer = browser.get(reverse("admin:annotations_claim_history", args=[claim.pk]), follow=True)
    assert answer.status_code == 200
    shown = list(answer.context["cl"].result_list)
    assert [(change.entity, change.row_id) for change in shown] == [("claim", claim.pk)]


def test_no_second_door_to_passwords_or_groups(browser: Client) -> None:
    assert browser.get(reverse("admin:password_change")).headers["Location"] == reverse("account")
    assert "Groups" not in browser.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("model", SITE_MODELS, ids=lambda model: model.__name__)
def test_no_list_names_a_project_or_a_person_of_elsewhere(
    browser: Client, claim: Claim, model: type[Model]
) -> None:
    stranger = cast.make_person("stranger")
    elsewhere = cast.make_project("secret-desk", owner=stranger)
    their_claim = cast.make_claim(cast.make_article(elsewhere, stranger), stranger)
    cast.make_verdict(their_claim, stranger)
    address = reverse(f"admin:annotations_{model._meta.model_name}_changelist")
    seen = browser.get(address).content.decode()
    assert "Secret-Desk" not in seen
    assert "tranger" not in seen
    operator = Client()
    operator.force_login(cast.make_person("operator", is_operator=True))
    if model in {Claim, Verdict}:
        assert "Secret-Desk" in operator.get(address).content.decode()


@pytest.mark.parametrize("asked", ["state__exact=%00", "created_at__year=99999", "created_at__year=0"])
def test_what_no_database_can_look_up_is_answered_with_everything(
    browser: Client, claim: Claim, asked: str
) -> None:
    page = browser.get(f"{reverse('admin:annotations_claim_changelist')}?{asked}", follow=True)
    assert page.status_code == 200
    assert claim.statement in page.content.decode()
    assert "This cannot be looked up" in page.content.decode()
