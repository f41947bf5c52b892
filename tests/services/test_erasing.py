"""A passage is erased wherever it stands, offsets stay true, the chain stays valid, and the files forget it too."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import Action, Article, Change, Claim, Redaction, Role, User, Verb
from annotations.models.searched import SEARCHED
from annotations.selectors.copies import copies_of
from annotations.selectors.search.matching import matching
from annotations.services.claims import change_claim, reword_claim
from annotations.services.erasing import Erased, erase_passage
from annotations.services.notes import leave_note
from annotations.services.redactions import redact_action
from annotations.services.saved_views import delete_view, save_view
from annotations.services.sources import cite_address
from annotations.text.erasing import Passage
from tests import cast
from tests.cast import acting

CANARY = "Anna Nowak-Canary"
TEXT = (
    f"Bridge closed\n\nThe city closed the Long Bridge after {CANARY} of 5 Mill Lane found 14 cracked bolts.\n\n"
    "The mayor said ANNA\nNOWAK-CANARY had warned in 2019."
)


@pytest.fixture
def owner(transactional_db: None) -> User:
    # Emptying the tables between tests leaves their words in the search index: no trigger is there to tell it.
    with connection.cursor() as cursor:
        for searched in SEARCHED.values():
            if connection.vendor == "sqlite":
                cursor.execute(f"INSERT INTO {searched.index}({searched.index}) VALUES ('rebuild')")  # noqa: S608
            else:
                cursor.execute(f"DELETE FROM {searched.index}")  # noqa: S608
    cast.make_scale()
    return cast.make_member(cast.make_project(), "owner", Role.OWNER)


@pytest.fixture
def claim(owner: User) -> Claim:
    """The passage in a text, a fragment, a claim, a citation, a note, a reason, and a client's name."""
    who: Actor = acting(owner)
    article = cast.make_article(owner.memberships.get().project, owner, text=TEXT)
    quote = f"{CANARY} of 5 Mill Lane found 14 cracked bolts"
    claim = cast.make_claim(article, owner, quote=quote, statement=f"{CANARY} found 14 bolts.")
    claim = reword_claim(
        actor=who, claim=claim, version=None, statement="A neighbour found 14 bolts.", reason=f"No {CANARY}."
    )
    claim = change_claim(actor=who, claim=claim, version=None, claimant=CANARY)
    claim = change_claim(actor=who, claim=claim, version=None, claimant="a neighbour")
    cite_address(
        actor=who, claim=claim, url="https://example.org/a", stance="supports", quote=f"says {CANARY}"
    )
    leave_note(actor=who, about=claim, text=f"Ask {CANARY.upper()}.")
    return claim


def everything() -> str:
    """Every value of every table of the application."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found.append(str(cursor.fetchall()))
    return "\n".join(found).casefold()


def erased(owner: User, words: str = CANARY) -> Erased:
    project = owner.memberships.get().project
    return erase_passage(actor=acting(owner), project=project, words=words, reason="Court order 7.")


def test_the_passage_is_found_everywhere_before_it_is_erased(claim: Claim) -> None:
    found = copies_of(Passage("anna  nowak-canary"), claim.article.project)
    assert {copy.row._meta.model_name for copy in found.rows if copy.row} == {
        "revision",
        "fragment",
        "citation",
        "note",
    }
    assert len(found.actions) == 1
    assert {copy.words for copy in found.rows} == {CANARY, CANARY.upper()}
    assert len(found) == len(found.rows) + len(found.changes) + 1


def test_nothing_is_left_of_it_and_everything_still_fits(claim: Claim, owner: User) -> None:
    assert CANARY.casefold() in everything()
    length = len(claim.revision.text)
    counted = erased(owner)
    assert CANARY.casefold() not in everything()
    assert "nowak" not in everything()
    assert (counted.rows, counted.actions) == (4, 1)
    report = verify(connection)
    assert report.findings == []
    claim.refresh_from_db()
    revision = claim.revision
    fragment = claim.fragments.get()
    assert len(revision.text) == length
    assert revision.text[fragment.start : fragment.end] == fragment.quote
    assert fragment.quote == "█" * len(CANARY) + " of 5 Mill Lane found 14 cracked bolts"
    assert revision.sha256 == hashlib.sha256(revision.text.encode()).hexdigest()
    assert hashlib.sha256(TEXT.encode()).hexdigest() not in everything()


def test_that_it_was_erased_is_told_where_it_stood(claim: Claim, owner: User) -> None:
    erased(owner)
    action = Action.objects.latest("id")
    assert (action.verb, action.reason, action.actor_label) == ("history.redacted", "Court order 7.", "Owner")
    streams = set(Change.objects.filter(action_id=action.pk).values_list("stream", flat=True))
    assert f"article:{claim.article_id}" in streams
    assert set(Redaction.objects.values_list("reason", flat=True)) == {"Court order 7."}
    reworded = Action.objects.get(verb="claim.reworded")
    assert reworded.reason == "No (erased)."
    assert reworded.nonce == ""


@pytest.mark.sqlite
def test_no_file_of_sqlite_holds_it_afterwards(claim: Claim, owner: User) -> None:
    file = Path(str(connection.settings_dict["NAME"]))
    files = [file, file.with_name(file.name + "-wal")]
    needle = CANARY.encode()
    assert any(needle in one.read_bytes() for one in files)
    erased(owner)
    assert not any(needle in one.read_bytes() for one in files if one.exists())
    assert not any(needle.lower() in one.read_bytes().lower() for one in files if one.exists())


def test_what_only_the_past_holds_is_erased_and_told_too(claim: Claim, owner: User) -> None:
    erased(owner)
    who = acting(owner)
    reword_claim(actor=who, claim=claim, version=None, statement="Told by Zed Canary.")
    reword_claim(actor=who, claim=claim, version=None, statement="Told by somebody.")
    counted = erased(owner, "Zed Canary")
    assert counted == Erased(rows=0, changes=2, actions=0)
    action = Action.objects.latest("id")
    assert Change.objects.filter(action_id=action.pk, stream=f"article:{claim.article_id}").exists()
    assert verify(connection).findings == []


def test_it_is_erased_once_more_where_it_came_back(claim: Claim, owner: User) -> None:
    erased(owner)
    reword_claim(actor=acting(owner), claim=claim, version=None, statement=f"{CANARY} again.", reason=CANARY)
    erased(owner)
    erased(owner, "5 Mill Lane")
    assert CANARY.casefold() not in everything()
    assert verify(connection).findings == []


def test_another_project_keeps_its_copies(claim: Claim, owner: User) -> None:
    other = cast.make_project("other")
    editor = cast.make_member(other, "editor", Role.EDITOR)
    article = cast.make_article(other, editor, text=f"{CANARY} was here. {cast.TEXT}")
    erased(owner)
    assert CANARY in Article.objects.get(pk=article.pk).revisions.get().text
    operator = cast.make_person("operator", is_operator=True)
    erase_passage(actor=acting(operator), project=None, words=CANARY, reason="Court order 8.")
    assert CANARY.casefold() not in everything()
    assert verify(connection).findings == []


@pytest.mark.parametrize(
    ("words", "reason", "message"),
    [
        ("ab", "why", "3 to 2,000"),
        ("x" * 2_001, "why", "3 to 2,000"),
        ("nowhere to be found", "why", "nowhere"),
        (CANARY, "  ", "Say why"),
        (CANARY, f"{CANARY} asked for it", "without the words"),
    ],
)
def test_what_cannot_be_erased_is_refused_in_words(
    claim: Claim, owner: User, words: str, reason: str, message: str
) -> None:
    before = Change.objects.count()
    with pytest.raises(ValidationError, match=message):
        erase_passage(actor=acting(owner), project=claim.article.project, words=words, reason=reason)
    assert Change.objects.count() == before


def test_only_an_owner_or_an_operator_erases(claim: Claim, owner: User) -> None:
    project = claim.article.project
    editor = cast.make_member(project, "editor", Role.EDITOR)
    for who, where in ((editor, project), (owner, None), (cast.make_person("outsider"), project)):
        with pytest.raises(PermissionDenied):
            erase_passage(actor=acting(who), project=where, words=CANARY, reason="Court order 7.")


def test_a_gestures_reason_alone_is_erased(claim: Claim, owner: User) -> None:
    reworded = Action.objects.get(verb="claim.reworded")
    given: dict[str, Any] = {
        "actor": acting(owner),
        "action": reworded,
        "project": claim.article.project,
        "reason": "A complaint.",
    }
    assert redact_action(field="reason", **given)
    reworded.refresh_from_db()
    assert (reworded.reason, reworded.actor_label, reworded.nonce) == ("(erased)", "Owner", "")
    assert not redact_action(field="reason", **given)
    assert verify(connection).findings == []
    with pytest.raises(ValidationError, match="cannot be erased"):
        redact_action(field="actor_label", **given)


def test_views_that_people_saved_in_the_project_lose_it_too(claim: Claim, owner: User) -> None:
    project = claim.article.project
    kept = save_view(actor=acting(owner), project=project, name=f"About {CANARY}", query="q=x")
    gone = save_view(actor=acting(owner), project=project, name=f"Also {CANARY}", query="q=y")
    delete_view(actor=acting(owner), view=gone)
    other = cast.make_project("other", owner=owner)
    theirs = save_view(actor=acting(owner), project=other, name=f"Theirs {CANARY}", query="q=z")
    erase_passage(actor=acting(owner), project=project, words=CANARY, reason="Court order 7.")
    kept.refresh_from_db()
    theirs.refresh_from_db()
    assert (kept.name, theirs.name) == ("About (erased)", f"Theirs {CANARY}")
    bodies = Change.objects.filter(entity="savedview").exclude(row_id=theirs.pk)
    assert not any(CANARY in change.body for change in bodies)
    assert verify(connection).findings == []


def test_search_finds_it_no_more(claim: Claim, owner: User) -> None:
    with recorded(acting(owner), Verb.CLAIM_CHANGED):
        Claim.objects.filter(pk=claim.pk).update(claimant=CANARY)
    erased(owner)
    claim.refresh_from_db()
    assert claim.claimant == "(erased)"
    assert not matching(Claim.objects.all(), "nowak").exists()
    assert matching(Claim.objects.all(), "neighbour").exists()
