"""Copies of sources: kept on record, never changed; every passage is held against the newest one at every door."""

from __future__ import annotations

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import Action, Change, Citation, Claim, Project, Role, Source, SourceCopy, User, Verb
from annotations.selectors.source_copies import copies_of, newest_copy, place_of, with_newest_copy
from annotations.selectors.undoing import next_to_redo, next_to_undo
from annotations.services.reverts import preview_revert, revert_action
from annotations.services.source_copies import keep_copy, keep_pasted_copy
from annotations.services.sources import (
    add_source,
    change_citation,
    cite_source,
    withdraw_citation,
)
from annotations.services.undoing import redo, undo
from annotations.text.passage import Match
from tests import cast
from tests.services.tables import tables

URL = "https://example.org/report"
TEXT = "The inspection report.\n\nIt found 14 cracked\u00a0bolts in the deck. Nobody was hurt."


@pytest.fixture
def source(project: Project, reviewer: User) -> Source:
    return add_source(actor=cast.acting(reviewer), project=project, url=URL, title="Report")


def keep(source: Source, by: User, text: str = TEXT) -> SourceCopy:
    return keep_copy(
        actor=cast.acting(by), source=source, url=URL, media_type="text/html", text=text, title="The report"
    )


def cite(claim: Claim, source: Source, by: User, quote: str) -> Citation:
    return cite_source(actor=cast.acting(by), claim=claim, source=source, stance="supports", quote=quote)


def found(*citations: Citation) -> list[bool | None]:
    return [Citation.objects.get(pk=citation.pk).quote_found for citation in citations]


def test_a_copy_is_kept_on_record(source: Source, reviewer: User) -> None:
    copy = keep(source, reviewer, TEXT.replace("\n", "\r\n"))
    assert copy.text == TEXT
    assert copy.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (copy.fetched_by, copy.is_pasted, copy.url) == (reviewer, False, URL)
    action = Action.objects.latest("id")
    assert (action.verb, action.actor_id) == (Verb.SOURCE_FETCHED, reviewer.pk)
    (change,) = Change.objects.filter(action=action)
    assert (change.stream, change.entity) == (f"source:{source.pk}", "sourcecopy")


def test_passages_are_held_against_the_copy_at_every_turn(
    claim: Claim, source: Source, reviewer: User
) -> None:
    before = [cite(claim, source, reviewer, quote) for quote in ("found 14 cracked bolts", "found 41", "")]
    assert found(*before) == [None, None, None]
    keep(source, reviewer)
    assert found(*before) == [True, False, None]
    later = [cite(claim, source, reviewer, quote) for quote in ("It found [...] Nobody was hurt.", "nobody")]
    assert found(*later) == [True, False]
    actor = cast.acting(reviewer)
    change_citation(actor=actor, citation=later[1], version=1, quote="Nobody")
    change_citation(actor=actor, citation=later[0], version=1, stance="refutes")
    assert found(*later) == [True, True]
    change_citation(actor=actor, citation=later[1], version=2, quote="")
    assert found(*later) == [True, None]
    withdraw_citation(actor=actor, citation=later[0], version=2, reason="A slip.")
    keep(source, reviewer, "Something else by now: Nobody was there.")
    assert found(*before, *later) == [False, False, None, True, None]


def test_only_what_differs_is_written_and_versions_tell(claim: Claim, source: Source, reviewer: User) -> None:
    citation = cite(claim, source, reviewer, "14 cracked bolts")
    keep(source, reviewer)
    assert Citation.objects.get(pk=citation.pk).version == 2
    keep(source, reviewer)
    assert Citation.objects.get(pk=citation.pk).version == 2
    actions = Action.objects.filter(verb=Verb.SOURCE_FETCHED).order_by("id")
    told = [Change.objects.filter(action=action).count() for action in actions]
    assert told == [2, 1]


def test_a_pasted_copy_says_that_and_who(source: Source, reviewer: User) -> None:
    copy = keep_pasted_copy(actor=cast.acting(reviewer), source=source, text=TEXT)
    assert (copy.is_pasted, copy.fetched_by, copy.title, copy.url) == (True, reviewer, "Report", URL)


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "a\x00b", "a\ud800b", "x" * 500_001])
def test_a_text_that_cannot_be_kept_is_refused(source: Source, reviewer: User, text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        keep(source, reviewer, text)
    assert list(caught.value.message_dict) == ["text"]
    assert not SourceCopy.objects.exists()


def test_a_viewer_keeps_no_copies(project: Project, source: Source) -> None:
    viewer = cast.make_member(project, "viewer", Role.VIEWER)
    with pytest.raises(PermissionDenied):
        keep(source, viewer)


def test_copies_are_for_members(source: Source, reviewer: User) -> None:
    copy = keep(source, reviewer)
    assert list(copies_of(reviewer)) == [copy]
    assert not copies_of(cast.make_person("outsider")).exists()


def test_the_place_of_a_passage(claim: Claim, source: Source, reviewer: User) -> None:
    citation = cite(claim, source, reviewer, "14 cracked bolts")
    assert place_of(citation) is None
    keep(source, reviewer, "An older one.")
    newest = keep(source, reviewer)
    assert newest_copy(source) == newest
    copy, place = place_of(citation) or pytest.fail("There is a copy.")
    assert (copy, place.match) == (newest, Match.SPACING)
    assert place.spans[0].of(copy.text) == "14 cracked\u00a0bolts"
    cited = with_newest_copy(claim.citations.all()).get()
    assert getattr(cited, "copied_at", None) == newest.fetched_at


def test_undo_and_redo_go_through_a_copy(claim: Claim, source: Source, reviewer: User) -> None:
    actor, article = cast.acting(reviewer), claim.article
    citation = cite(claim, source, reviewer, "14 cracked bolts")
    before = tables()
    keep(source, reviewer)
    after = tables()
    assert (undone := next_to_undo(reviewer, article))
    assert undone.verb == Verb.SOURCE_FETCHED
    undo(actor=actor, article=article)
    assert tables() == before
    assert next_to_redo(reviewer, article)
    redo(actor=actor, article=article)
    assert tables() == after
    assert found(citation) == [True]


def test_a_source_that_is_taken_back_takes_its_copies_along(
    project: Project, claim: Claim, source: Source, reviewer: User
) -> None:
    """A copy kept after the source was cited, without a passage to hold against it, is in nobody's way."""
    actor = cast.acting(reviewer)
    added = Action.objects.get(verb=Verb.SOURCE_ADDED)
    keep(source, reviewer)
    full = tables()
    plan = preview_revert(actor=actor, action=added)
    assert plan.conflicts == []
    made = revert_action(actor=actor, action=added)
    assert not Source.objects.exists()
    assert not SourceCopy.objects.exists()
    revert_action(actor=actor, action=made)
    assert tables() == full


def test_a_citation_that_comes_back_is_held_against_the_copy_of_now(
    claim: Claim, source: Source, reviewer: User
) -> None:
    actor, article = cast.acting(reviewer), claim.article
    citation = cite(claim, source, reviewer, "14 cracked bolts")
    undo(actor=actor, article=article)
    keep(source, reviewer)
    (gone,) = Action.objects.filter(verb=Verb.GESTURE_UNDONE)
    revert_action(actor=actor, action=gone)
    assert found(citation) == [True]


def test_a_copy_is_taken_back_when_what_cited_it_is_gone(
    claim: Claim, source: Source, reviewer: User
) -> None:
    actor = cast.acting(reviewer)
    cite(claim, source, reviewer, "14 cracked bolts")
    keep(source, reviewer)
    cited = Action.objects.get(verb=Verb.SOURCE_CITED)
    revert_action(actor=actor, action=cited)
    assert not Citation.objects.exists()
    revert_action(actor=actor, action=Action.objects.get(verb=Verb.SOURCE_FETCHED))
    assert not SourceCopy.objects.exists()


def test_an_older_copy_counts_again_when_the_newest_is_taken_back(
    claim: Claim, source: Source, reviewer: User
) -> None:
    citation = cite(claim, source, reviewer, "14 cracked bolts")
    keep(source, reviewer)
    keep(source, reviewer, "Taken down.")
    assert found(citation) == [False]
    revert_action(actor=cast.acting(reviewer), action=Action.objects.latest("id"))
    assert found(citation) == [True]
