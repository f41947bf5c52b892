"""An article's details under a published ruling, in the admin."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from annotations.models import Claim, Project, Role, User
from tests import cast


def test_a_title_under_a_published_ruling_asks_for_a_reason(
    browser: Client, claim: Claim, editor: User, project: Project
) -> None:
    cast.make_published_ruling(claim, cast.make_member(project, "reviewer", Role.REVIEWER), editor)
    address = reverse("admin:annotations_article_change", args=[claim.article_id])
    typed = {"title": "Other", "seen_version": "1", "reason": ""}
    answer = browser.post(address, typed)
    assert "say why its title, address or date changes" in answer.content.decode()
    assert browser.post(address, typed | {"reason": "A slip."}).status_code == 302
    claim.article.refresh_from_db()
    assert claim.article.title == "Other"
