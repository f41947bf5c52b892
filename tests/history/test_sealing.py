"""Every Action is sealed on every article it touched, as it commits; what is altered later no longer fits."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection, transaction

from annotations.history.digests import ids_of, ranges, tree_root
from annotations.history.finding import Finding
from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import Change, Claim, Role, Seal, SealHead, User, Verb
from annotations.services.articles import split_article
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import STAGE, acting
from tests.history.bypass import settle, triggers_off, unexplained_writes_allowed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    return cast.make_claim(cast.make_article(project, reviewer), reviewer)


@pytest.fixture
def reviewer(claim: Claim) -> User:
    return User.objects.get(username="olena")


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def findings(kind: str) -> list[Finding]:
    return [found for found in verify(connection).findings if found.kind == kind]


def article_seals(claim: Claim) -> list[Seal]:
    return list(Seal.objects.filter(stream=f"article:{claim.article_id}").order_by("number"))


def test_one_seal_an_action_and_stream_each_following_the_last(claim: Claim, reviewer: User) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Again.")
    seals = article_seals(claim)
    assert [seal.number for seal in seals] == [1, 2, 3]
    assert [seal.previous for seal in seals] == ["", seals[0].hash, seals[1].hash]
    assert SealHead.objects.get(pk=seals[0].stream).hash == seals[-1].hash
    sealed = sorted(pk for seal in Seal.objects.all() for pk in ids_of(seal.change_ids))
    assert sealed == sorted(Change.objects.values_list("pk", flat=True))
    assert verify(connection).findings == []


def test_many_changes_are_one_seal(claim: Claim, reviewer: User) -> None:
    made = len(split_article(actor=acting(reviewer), article=claim.article))
    seal = article_seals(claim)[-1]
    assert seal.action_id
    assert len(ids_of(seal.change_ids)) == Change.objects.filter(action_id=seal.action_id).count() >= 2 * made
    assert verify(connection).findings == []


def test_raw_writes_are_sealed_as_unexplained(claim: Claim, reviewer: User) -> None:
    with unexplained_writes_allowed():
        run("UPDATE annotations_claim SET statement = 'By hand'")
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Again.")
    assert [seal.action_id is None for seal in article_seals(claim)] == [False, False, True, False]
    assert verify(connection).findings == []


def test_a_rolled_back_action_leaves_no_seal(claim: Claim) -> None:
    before = Seal.objects.count()
    with pytest.raises(ZeroDivisionError):
        failing(claim)
    assert Seal.objects.count() == before
    assert verify(connection).findings == []


def failing(claim: Claim) -> None:
    with transaction.atomic(), recorded(STAGE, Verb.CLAIM_CHANGED):
        Claim.objects.filter(pk=claim.pk).update(statement="Lost")
        settle()
        raise ZeroDivisionError


TAMPERING = [
    ("a body", "UPDATE annotations_change SET body = replace(body, 'cracked', 'loose')", "chain"),
    ("a moment", "UPDATE annotations_change SET at = '2020-01-01 00:00:00+00:00'", "chain"),
    (
        "an operation's row",
        "UPDATE annotations_change SET row_id = row_id + 1 WHERE entity = 'membership'",
        "chain",
    ),
    (
        "an article swapped",
        "UPDATE annotations_change SET stream = 'article:99' WHERE entity = 'claim'",
        "chain",
    ),
    (
        "attribution taken away",
        "UPDATE annotations_change SET action_id = NULL WHERE entity = 'claim'",
        "chain",
    ),
    (
        "the last change cut",
        "DELETE FROM annotations_change WHERE id = (SELECT max(id) FROM annotations_change)",
        "chain",
    ),
    ("a change in the middle cut", "DELETE FROM annotations_change WHERE entity = 'revision'", "chain"),
    ("an actor", "UPDATE annotations_action SET actor_label = 'Somebody else'", "action"),
    ("an actor's id", "UPDATE annotations_action SET actor_id = 4711", "action"),
    ("a reason", "UPDATE annotations_action SET reason = 'A better one'", "action"),
    ("a channel", "UPDATE annotations_action SET channel = 'api'", "action"),
    ("an action's moment", "UPDATE annotations_action SET at = '2020-01-01 00:00:00+00:00'", "action"),
    ("an action removed", "DELETE FROM annotations_action", "action"),
    ("a seal's hash", "UPDATE annotations_seal SET hash = replace(hash, 'a', 'b')", "chain"),
    ("a seal's moment", "UPDATE annotations_seal SET at = '2020-01-01 00:00:00+00:00'", "chain"),
    ("a seal's changes", "UPDATE annotations_seal SET change_ids = '1'", "chain"),
    ("the last seal of an article", "DELETE FROM annotations_seal WHERE number = 2", "chain"),
    ("all seals", "DELETE FROM annotations_seal", "chain"),
    ("an end of a chain", "UPDATE annotations_sealhead SET hash = ''", "chain"),
]


@pytest.mark.parametrize(("name", "sql", "kind"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_tampering_is_found(claim: Claim, name: str, sql: str, kind: str) -> None:
    assert verify(connection).findings == []
    with transaction.atomic(), triggers_off():
        run(sql)
    assert findings(kind), name


def test_a_clock_set_back_does_not_run_a_chain_backwards(claim: Claim, reviewer: User) -> None:
    """The seal before says it was made tomorrow: the next one is later all the same, and the chain holds."""
    with transaction.atomic(), triggers_off():
        run("UPDATE annotations_sealhead SET at = '2031-01-01 00:00:00+00:00'")
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Again.")
    seal = article_seals(claim)[-1]
    assert seal.at.year == 2031
    assert verify(connection).findings == []


def test_an_odd_reason_hashes_alike_wherever_it_is_hashed(claim: Claim) -> None:
    with recorded(STAGE, Verb.CLAIM_CHANGED, reason='line\n"quote" 💡 é \\ \u2028'):
        Claim.objects.filter(pk=claim.pk).update(statement='odd\n"text" 💡 \\')
    assert verify(connection).findings == []


def test_ranges_and_roots() -> None:
    assert ranges([7, 9, 10, 11, 12, 20]) == "7,9-12,20"
    assert ids_of("7,9-12,20") == [7, 9, 10, 11, 12, 20]
    # From the tree of RFC 6962 over no leaf and over one.
    assert tree_root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree_root([b"x" * 32]) == b"x" * 32


def test_changes_hold_what_json_can_say(claim: Claim) -> None:
    assert all(isinstance(json.loads(body), dict) for body in Change.objects.values_list("body", flat=True))
