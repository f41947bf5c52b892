"""What readers were told about an article beside a published ruling changes only for a reason, and is then told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import Action, Article, Claim, User
from annotations.selectors.retelling import retold_since
from annotations.services.articles import change_article
from annotations.services.reverts import revert_action
from annotations.services.undoing import undo
from tests.cast import acting, make_published_ruling

TOLD = [{"title": "Other"}, {"url": "https://example.org/other"}, {"published_on": date(2024, 3, 21)}]


@pytest.mark.parametrize("details", TOLD)
def test_only_an_editor_retells_and_only_with_a_reason(
    article: Article, claim: Claim, reviewer: User, editor: User, details: dict[str, Any]
) -> None:
    change_article(actor=acting(reviewer), article=article, version=1, publisher="Courier", **details)
    ruling = make_published_ruling(claim, reviewer, editor)
    again = dict.fromkeys(details, None if "published_on" in details else "https://example.org/third")
    with pytest.raises(PermissionDenied):
        change_article(actor=acting(reviewer), article=article, version=2, reason="A slip.", **again)
    with pytest.raises(ValidationError, match="say why its title, address or date changes"):
        change_article(actor=acting(editor), article=article, version=2, reason=" ", **again)
    assert retold_since(ruling) == ()
    change_article(actor=acting(editor), article=article, version=2, reason="A slip.", **again)
    (told,) = retold_since(ruling)
    assert (told.who, told.reason) == ("Editor", "A slip.")


def test_what_readers_were_not_told_stays_a_reviewers(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    ruling = make_published_ruling(claim, reviewer, editor)
    same = {"title": article.title, "url": article.url}
    changed = change_article(actor=acting(reviewer), article=article, version=1, byline="J. Holt", **same)
    assert changed.byline == "J. Holt"
    assert retold_since(ruling) == ()


def test_taking_a_change_back_is_no_way_round(
    article: Article, claim: Claim, reviewer: User, editor: User
) -> None:
    change_article(actor=acting(reviewer), article=article, version=1, title="Other")
    action = Action.objects.latest("id")
    make_published_ruling(claim, reviewer, editor)
    with pytest.raises(ValidationError, match="a published ruling is about the article"):
        revert_action(actor=acting(editor), action=action, reason="A slip.")
    article.refresh_from_db()
    assert article.title == "Other"


def test_before_anything_is_published_it_is_undone(article: Article, reviewer: User) -> None:
    change_article(actor=acting(reviewer), article=article, version=1, title="Other")
    undo(actor=acting(reviewer), article=article)
    article.refresh_from_db()
    assert article.title == "Bridge closed"
