"""The state of an article at any seal, Action or moment is what the tables held then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from annotations.history.recording import recorded
from annotations.models import (
    Action,
    Article,
    Citation,
    Claim,
    Fragment,
    Note,
    Revision,
    Role,
    Seal,
    User,
    Verb,
    Verdict,
)
from annotations.selectors.as_of.articles import (
    article_after_action,
    article_at_moment,
    article_at_seal,
    differing,
)
from annotations.services.articles import split_article
from annotations.services.claims import dismiss_claim, respan_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.sources import cite_address
from annotations.services.verdicts import withdraw_verdict
from annotations.text.span import Span
from tests import cast
from tests.cast import STAGE, acting, make_verdict

KINDS = (Article, Revision, Claim, Fragment, Verdict, Citation, Note)


@pytest.fixture
def claim(transactional_db: None) -> Claim:
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    return cast.make_claim(cast.make_article(project, reviewer), reviewer)


@pytest.fixture
def reviewer(claim: Claim) -> User:
    return User.objects.get(username="olena")


def live() -> dict[str, tuple[dict[str, Any], ...]]:
    found = {}
    for model in KINDS:
        columns = [field.column or "" for field in model._meta.local_fields]
        rows = tuple(
            dict(zip(columns, row, strict=True))
            for row in model._default_manager.order_by("pk").values_list()
        )
        if rows:
            found[model._meta.model_name or ""] = rows
    return found


def test_every_state_is_what_the_tables_held(claim: Claim, reviewer: User) -> None:
    article, actor = claim.article, acting(reviewer)
    states = []

    def then() -> None:
        action = Action.objects.latest("id")
        states.append(
            (
                action.pk,
                Seal.objects.filter(action_id=action.pk, stream=f"article:{article.pk}").get(),
                live(),
            )
        )

    then()
    split_article(actor=actor, article=article)
    then()
    verdict = make_verdict(claim, reviewer)
    then()
    cite_address(actor=actor, claim=claim, url="https://example.org/r", title="R", stance="refutes")
    then()
    leave_note(actor=actor, about=claim, text="Ask.")
    then()
    respan_claim(actor=actor, claim=claim, version=None, spans=[Span(2, 9), Span(11, 14)])
    then()
    withdraw_verdict(actor=actor, verdict=verdict, version=None, reason="A slip.")
    then()
    dismiss_claim(actor=actor, claim=claim, version=None, dismissal="not_checkable")
    then()
    for action_id, seal, rows in states:
        after = article_after_action(article, action_id)
        assert after.rows == rows
        assert after == article_at_seal(article, seal.number) == article_at_moment(article, seal.at)
        assert (after.action_id, after.at, after.seal) == (action_id, seal.at, seal.number)


def test_before_the_first_seal_there_is_nothing(claim: Claim) -> None:
    assert article_at_seal(claim.article, 0).rows == {}
    assert article_at_moment(claim.article, datetime(2020, 1, 1, tzinfo=UTC)).seal == 0
    with pytest.raises(Seal.DoesNotExist):
        article_after_action(claim.article, 999_999)


def test_two_states_are_compared_row_by_row(claim: Claim, reviewer: User) -> None:
    before = article_at_moment(claim.article, datetime.now(tz=UTC) + timedelta(days=9))
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.")
    after = article_at_moment(claim.article, datetime.now(tz=UTC) + timedelta(days=9))
    found = differing(before, after)
    assert list(found) == ["claim"]
    old, new = found["claim"][claim.pk]
    assert old
    assert new
    assert (old["statement"], new["statement"]) == (claim.statement, "Other.")


def test_a_claim_that_moved_in_is_whole(claim: Claim) -> None:
    with recorded(STAGE, Verb.ARTICLE_ADDED):
        other = Article.objects.create(project=claim.article.project, title="Other", received_sha256="0")
    with recorded(STAGE, Verb.CLAIM_CHANGED) as action:
        Claim.objects.filter(pk=claim.pk).update(article=other)
    row = article_after_action(other, action.pk).row("claim", claim.pk)
    assert row
    assert (row["statement"], row["article_id"]) == (claim.statement, other.pk)
    assert article_after_action(claim.article, action.pk).row("claim", claim.pk) is None
