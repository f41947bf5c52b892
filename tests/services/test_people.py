"""Accounts and memberships: the site keeps an operator, a new password may end the tokens, a stale removal is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Action, Project, Role, User
from annotations.services.people import change_person, change_role, remove_member, set_password
from annotations.services.rows import Stale
from annotations.services.tokens import issue_token
from tests import cast
from tests.cast import acting


@pytest.mark.parametrize("flag", ["is_superuser", "is_active", "is_staff"])
def test_the_last_operator_stays_one(db: None, flag: str) -> None:
    resigned: dict[str, Any] = {flag: False}
    operator = cast.make_person("operator", is_operator=True)
    with pytest.raises(ValidationError, match="at least one operator"):
        change_person(actor=acting(operator), person=operator, **resigned)
    cast.make_person("second", is_operator=True)
    assert getattr(change_person(actor=acting(operator), person=operator, **resigned), flag) is False


def test_who_is_no_operator_is_set_inactive_as_ever(db: None) -> None:
    person = cast.make_person("olena")
    assert change_person(actor=cast.STAGE, person=person, is_active=False).is_active is False


@pytest.mark.parametrize("revokes", [True, False])
def test_a_new_password_ends_the_tokens_unless_they_shall_stay(db: None, *, revokes: bool) -> None:
    person, other = cast.make_person("olena"), cast.make_person("other")
    token, _ = issue_token(actor=acting(person), name="export")
    elsewhere, _ = issue_token(actor=acting(other), name="export")
    chosen = {} if revokes else {"revokes_tokens": False}
    set_password(actor=acting(person), person=person, password="another horse battery", **chosen)
    for one in (token, elsewhere):
        one.refresh_from_db()
    assert (token.revoked_at is not None) is revokes
    assert elsewhere.revoked_at is None
    newest = Action.objects.order_by("-id")[0]
    assert newest.verb == "person.changed"
    assert newest.changes.filter(entity="apitoken").count() == int(revokes)


def test_a_member_whose_role_changed_meanwhile_is_not_removed(project: Project, reviewer: User) -> None:
    seen = project.memberships.get(person=reviewer)
    change_role(actor=cast.STAGE, membership=seen, version=seen.version, role=Role.EDITOR)
    with pytest.raises(Stale):
        remove_member(actor=cast.STAGE, membership=seen, version=seen.version)
    assert project.memberships.filter(person=reviewer, role=Role.EDITOR).exists()
