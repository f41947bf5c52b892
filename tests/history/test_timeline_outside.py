"""Writes from outside: who is told by mail, once; who says they have looked; what is found through the index."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from annotations.models import Alert, Article, Change, Claim, Project, Role, User
from annotations.selectors.outside_writes import notices, outside_writes_in, told
from annotations.services.acknowledgements import acknowledge_outside_writes
from annotations.services.history_watch import watch_history
from tests.cast import STAGE, acting, make_article, make_member, make_person, make_project
from tests.history.bypass import unexplained_writes_allowed

pytestmark = pytest.mark.django_db(transaction=True)


def write(sql: str, *values: str | int) -> int:
    """Writes past the rules. Returns the Change that recorded it."""
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return Change.objects.latest("pk").pk


def tamper(claim: Claim, statement: str = "Tampered") -> int:
    return write("UPDATE annotations_claim SET statement = %s WHERE id = %s", statement, claim.pk)


@pytest.fixture
def owner(project: Project) -> User:
    return make_member(project, "owner", Role.OWNER)


def address(project: Project | None) -> str:
    return f"https://desk.example.org/{project.slug if project else 'site'}"


def watch() -> list[mail.EmailMessage]:
    """The mails that one run sends."""
    before = len(mail.outbox)
    watch_history(address_of=address)
    return mail.outbox[before:]


def test_owners_get_one_digest_and_never_a_second(project: Project, claim: Claim, owner: User) -> None:
    tamper(claim)
    tamper(claim, "Tampered again")
    [sent] = watch()
    assert sent.to == ["owner@example.org"]
    assert sent.subject == "Desk: 2 writes from outside"
    assert "annotations_claim" in sent.body
    assert "(statement)" in sent.body
    assert "https://desk.example.org/desk" in sent.body
    assert "Tampered" not in sent.body, "values stay where rights hold"
    assert watch() == []
    tamper(claim, "And again")
    [later] = watch()
    assert later.subject == "Desk: one write from outside"


def test_every_project_is_told_of_its_own_and_operators_of_the_rest(
    project: Project, claim: Claim, owner: User, reviewer: User
) -> None:
    other_owner = make_person("other_owner")
    article = make_article(make_project("other", owner=other_owner), other_owner, text="Elsewhere it rained.")
    make_person("operator", is_operator=True)
    tamper(claim)
    write("UPDATE annotations_article SET title = 'Tampered' WHERE id = %s", article.pk)
    write("UPDATE annotations_user SET first_name = 'Tampered' WHERE id = %s", reviewer.pk)
    sent = {message.to[0]: message.subject for message in watch()}
    assert sent == {
        "owner@example.org": "Desk: one write from outside",
        "other_owner@example.org": "Other: one write from outside",
        "operator@example.org": "the site: one write from outside",
    }


def test_what_was_looked_at_is_not_mailed(project: Project, claim: Claim, owner: User) -> None:
    change_id = tamper(claim)
    acknowledge_outside_writes(actor=acting(owner), project=project, change_id=change_id)
    assert watch() == []


def test_a_mail_that_could_not_go_out_goes_out_later(project: Project, claim: Claim, owner: User) -> None:
    tamper(claim)
    unreachable = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": 9,
    }
    with override_settings(**unreachable):
        tried = watch_history(address_of=address)
    assert (tried.mails, len(tried.troubles)) == (0, 1)
    assert Alert.objects.get().sent_at is None
    assert len(watch()) == 1
    assert Alert.objects.get().sent_at is not None


def test_the_command_says_what_it_did_and_fails_when_nobody_can_be_told(
    project: Project, claim: Claim
) -> None:
    out = StringIO()
    call_command("watch_history", stdout=out)
    assert out.getvalue() == "0 digests in 0 mails.\n"
    tamper(claim)
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("watch_history", stdout=out, stderr=errors)
    assert "Nobody responsible for Desk has a mail address." in errors.getvalue()
    make_person("operator", is_operator=True)
    call_command("watch_history", stdout=out)
    assert mail.outbox[-1].to == ["operator@example.org"]


def test_looking_is_for_owners_and_counts_up_to_what_was_seen(
    project: Project, claim: Claim, owner: User, reviewer: User, article: Article
) -> None:
    first = tamper(claim)
    second = tamper(claim, "Tampered again")
    with pytest.raises(PermissionDenied):
        acknowledge_outside_writes(actor=acting(reviewer), project=project, change_id=second)
    with pytest.raises(PermissionDenied):
        acknowledge_outside_writes(actor=acting(owner), project=None, change_id=second)
    with pytest.raises(ValidationError):
        acknowledge_outside_writes(actor=STAGE, project=project, change_id=second)
    with pytest.raises(ValidationError):
        acknowledge_outside_writes(
            actor=acting(owner), project=make_project("other", owner=owner), change_id=second
        )
    acknowledge_outside_writes(actor=acting(owner), project=project, change_id=first)
    [notice] = notices([project])
    assert (notice.writes, notice.newest) == (1, second)
    acknowledge_outside_writes(actor=acting(owner), project=project, change_id=second)
    assert notices([project]) == []
    assert notices([project], with_site=True) == []


def test_a_write_is_told_exactly(project: Project, claim: Claim) -> None:
    before = claim.statement
    tamper(claim)
    [exact] = told(outside_writes_in(project))
    assert (exact.table, exact.row_id, exact.operation) == ("annotations_claim", claim.pk, "changed")
    assert [(value.label, value.old, value.new) for value in exact.values] == [
        ("statement", before, "Tampered")
    ]


def test_they_are_found_through_an_index(claim: Claim) -> None:
    """Whatever the engine guesses of a small table: the index is there and serves the question."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
    plan = Change.objects.filter(action__isnull=True).order_by("-id").values("id").explain()
    assert "change_unattributed" in plan or "action_id" in plan
