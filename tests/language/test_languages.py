"""Which language an answer is in, and what never depends on it: codes, exports, and every stored row."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from annotations.exchange.export import export
from annotations.exchange.formats import FORMATS
from annotations.exchange.timeline_csv import timeline_csv
from annotations.history.export import exported_lines
from annotations.models import Action, Article, Change, Claim, Project, Rating, Role, Ruling, State, User
from annotations.selectors.timeline.pages import article_timeline
from annotations.services.bulk import dismiss_claims
from annotations.services.claim_lineage import Part, split_claim
from annotations.services.claims import dismiss_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.preferences import change_preferences
from annotations.services.reverts import revert_action, revert_changes
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.undoing import undo
from annotations.text.span import Span
from tests import cast

ARABIC = re.compile("[\u0600-\u06ff]")
LANGUAGES = ("en", "ar")


@pytest.fixture
def project(db: None) -> Project:
    cast.make_scale()
    return cast.make_project()


@pytest.fixture
def reviewer(project: Project) -> User:
    return cast.make_member(project, "reviewer", Role.REVIEWER)


@pytest.fixture
def editor(project: Project) -> User:
    return cast.make_member(project, "editor", Role.EDITOR)


@pytest.fixture
def article(project: Project, reviewer: User) -> Article:
    return cast.make_article(project, reviewer)


@pytest.fixture
def claim(article: Article, reviewer: User) -> Claim:
    return cast.make_claim(article, reviewer)


def page(client: Client, **headers: str) -> HttpResponse:
    return client.get(reverse("login"), headers=headers)  # type: ignore[return-value]


def spoken(answer: HttpResponse) -> str:
    found = re.search(r'<html lang="([a-z]+)" dir="(ltr|rtl)"', answer.content.decode())
    assert found
    assert (found[1] == "ar") == (found[2] == "rtl")
    assert answer["Content-Language"] == found[1]
    return found[1]


def test_a_page_is_in_the_language_that_the_browser_asks_for(db: None, client: Client) -> None:
    assert spoken(page(client)) == "en"
    assert spoken(page(client, accept_language="ar-EG,ar;q=0.9,en;q=0.5")) == "ar"
    assert spoken(page(client, accept_language="fi,sv;q=0.8")) == "en"


def test_what_was_chosen_in_this_browser_goes_before_it(db: None, client: Client) -> None:
    answer = client.post(reverse("language"), {"language": "ar", "next": reverse("login")})
    assert answer["Location"] == reverse("login")
    assert client.cookies["django_language"]["httponly"]
    assert spoken(page(client, accept_language="en")) == "ar"


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00", ""]
)
def test_the_choice_leads_to_no_other_site(db: None, client: Client, next_page: str) -> None:
    answer = client.post(reverse("language"), {"language": "ar", "next": next_page})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["xx", "", "ar" * 5_000, "../../etc", "\x00"])
def test_a_language_that_is_not_spoken_changes_nothing(db: None, client: Client, language: str) -> None:
    client.post(reverse("language"), {"language": language, "next": reverse("login")})
    assert spoken(page(client)) == "en"


def test_a_preference_goes_before_both(client: Client, reviewer: User) -> None:
    change_preferences(actor=cast.acting(reviewer), version=0, language="ar")
    client.force_login(reviewer)
    client.cookies["django_language"] = "en"
    answer = client.get("/", headers={"accept-language": "en"})
    assert spoken(answer) == "ar"  # type: ignore[arg-type]


def test_the_admin_follows(client: Client, project: Project) -> None:
    client.force_login(cast.make_person("operator", is_operator=True))
    answer = client.get(reverse("admin:annotations_claim_changelist"), headers={"accept-language": "ar"})
    shown = answer.content.decode()
    assert 'dir="rtl"' in shown
    assert "إدارة factcheck" in shown
    assert "ادّعاءات" in shown


def test_the_api_speaks_english_unless_it_is_asked(client: Client, reviewer: User, claim: Claim) -> None:
    client.force_login(reviewer)

    def refused(**headers: str) -> dict[str, object]:
        address = f"/api/v1/claims/?nonsense=1&article={claim.article_id}"
        answer = client.get(address, headers=headers)
        assert answer.status_code == 400
        found: dict[str, object] = answer.json()
        return found

    english, arabic = refused(), refused(accept_language="ar")
    assert "This parameter is not known." in str(english["detail"])
    assert "هذا المعامل غير معروف" in str(arabic["detail"])
    codes = [[error["code"] for error in body["errors"]] for body in (english, arabic)]  # type: ignore[attr-defined]
    assert codes == [["unknown"], ["unknown"]]
    assert {key: english[key] for key in ("type", "title", "status", "code")} == {
        key: arabic[key] for key in ("type", "title", "status", "code")
    }


def test_what_the_api_tells_of_rows_is_the_same_in_every_language(
    client: Client, reviewer: User, claim: Claim
) -> None:
    client.force_login(reviewer)
    answers = [
        client.get(f"/api/v1/claims/{claim.pk}/", headers={"accept-language": language}).json()
        for language in LANGUAGES
    ]
    assert answers[0] == answers[1]
    assert answers[0]["state"] == State.OPEN


@pytest.fixture
def published(claim: Claim, reviewer: User, editor: User) -> Claim:
    verdict = cast.make_verdict(claim, reviewer)
    cite_address(
        actor=cast.acting(reviewer),
        claim=claim,
        url="https://example.org/a",
        title="Report",
        stance="supports",
    )
    leave_note(actor=cast.acting(reviewer), about=claim, text="Ask the mayor.")
    draft_ruling(actor=cast.acting(editor), claim=claim, rating=verdict.rating, summary="True.")
    publish_ruling(actor=cast.acting(editor), ruling=Ruling.objects.get(claim=claim), version=None)
    return claim


def files(published: Claim) -> dict[str, Callable[[], str]]:
    project, article = published.article.project, published.article
    made: dict[str, Callable[[], str]] = {
        name: lambda chosen=chosen: "".join(export(project, chosen))  # type: ignore[misc]
        for name, chosen in FORMATS.items()
    }
    made["timeline"] = lambda: "".join(timeline_csv(lambda before: article_timeline(article, before=before)))
    made["history"] = lambda: "\n".join(exported_lines("key"))
    return made


def test_every_file_is_the_same_whoever_asks(published: Claim) -> None:
    for name, made in files(published).items():
        told = []
        for language in LANGUAGES:
            with translation.override(language), time_machine.travel("2030-01-02 03:04:05Z", tick=False):
                told.append(made())
        assert told[0] == told[1], name
        assert not ARABIC.search(told[0]), name


def test_no_stored_row_depends_on_the_language_of_who_made_it(
    project: Project, reviewer: User, editor: User
) -> None:
    before = Action.objects.count()
    with translation.override("ar"):
        _work(project, reviewer, editor)
    assert Action.objects.count() > before + 12
    kept = [f"{action.reason} {action.actor_label}" for action in Action.objects.all()]
    kept += [change.body for change in Change.objects.all()]
    assert [text for text in kept if ARABIC.search(text)] == []


def _work(project: Project, reviewer: User, editor: User) -> None:
    """Every gesture that makes text of its own, by services, and the two pages that name what they take in."""
    acting = cast.acting(reviewer)
    client = Client(headers={"accept-language": "ar"})
    client.force_login(reviewer)
    client.post(reverse("article_add", args=[project.slug]), {"paste": "1", "text": cast.TEXT})
    article = Article.objects.get()
    claim = cast.make_claim(article, reviewer)
    cast.make_verdict(claim, reviewer)
    cite_address(actor=acting, claim=claim, url="https://example.org/a", title="Report", stance="supports")
    reword_claim(actor=acting, claim=claim, version=None, statement="Other words.")
    undo(actor=acting, article=article)
    draft_ruling(
        actor=cast.acting(editor), claim=claim, rating=Rating.objects.get(code="true"), summary="It is true."
    )
    other = cast.make_claim(article, reviewer, "The city closed the Long Bridge on Monday")
    start = other.start
    made = split_claim(
        actor=acting,
        claim=other,
        version=None,
        parts=[Part([Span(start, start + 8)]), Part([Span(start + 9, start + 15)])],
    )
    dismiss_claim(actor=acting, claim=made[0], version=None, dismissal="not_a_claim")
    dismiss_claims(actor=acting, project=project, claims=[made[1]], dismissal="not_checkable")
    revert_action(actor=cast.acting(editor), action=Action.objects.latest("id"), reason="No.")
    revert_changes(actor=cast.acting(editor), changes=[Change.objects.latest("id")], reason="No.")
