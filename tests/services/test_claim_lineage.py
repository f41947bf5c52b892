"""Claims made out of claims: exact characters, lineage kept, no verdict carried over, wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from annotations.history.verification import verify
from annotations.models import Action, Article, Claim, Lineage, Project, Role, State, User, Verb
from annotations.selectors.lineage import relatives_of
from annotations.selectors.timeline.pages import claim_timeline
from annotations.services.claim_lineage import Part, merge_claims, split_claim, union
from annotations.services.claims import dismiss_claim
from annotations.services.occurrences import mark_elsewhere
from annotations.services.rows import Stale
from annotations.services.rulings import draft_ruling
from annotations.services.undoing import redo, undo
from annotations.text.span import Span
from tests.cast import STAGE, TEXT, acting, make_article, make_claim, make_member, make_verdict
from tests.services.tables import tables


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


CITY, CLOSED, FOUND = (
    at("The city"),
    at("closed the Long Bridge on Monday"),
    at("inspectors found 14 cracked bolts"),
)
PARTS = (
    Part([CITY, CLOSED], "The city closed the Long Bridge on Monday."),
    Part([FOUND], "", ["inspectors found 14 cracked bolts"]),
)


@pytest.fixture
def whole(article: Article, reviewer: User) -> Claim:
    words = "The city closed the Long Bridge on Monday after inspectors found 14 cracked bolts"
    return make_claim(article, reviewer, words, "The city closed the bridge after finding 14 cracked bolts.")


def fragments(claim: Claim) -> list[str]:
    return list(claim.fragments.order_by("position").values_list("quote", flat=True))


def test_a_claim_is_split_and_its_verdict_stays_with_it(whole: Claim, reviewer: User) -> None:
    verdict = make_verdict(whole, reviewer)
    first, second = split_claim(actor=acting(reviewer), claim=whole, version=whole.version, parts=PARTS)
    whole.refresh_from_db()
    verdict.refresh_from_db()
    assert (whole.state, whole.dismissal) == (State.DISMISSED, "wrongly_split")
    assert (verdict.claim_id, verdict.is_stale, verdict.withdrawn_at) == (whole.pk, False, None)
    assert [claim.verdicts.count() for claim in (first, second)] == [0, 0]
    assert fragments(first) == ["The city", "closed the Long Bridge on Monday"]
    assert second.statement == "inspectors found 14 cracked bolts"
    assert fragments(second) == ["inspectors found 14 cracked bolts"]
    assert [(one.words, one.claim) for one in relatives_of(first)] == [("split from", whole)]
    assert [(one.words, one.claim) for one in relatives_of(whole)] == [
        ("split into", first),
        ("split into", second),
    ]
    assert Action.objects.latest("id").verb == Verb.CLAIM_SPLIT
    assert claim_timeline(whole).entries[0].sentence == "Reviewer split the claim"
    assert verify(connection).findings == []


def test_claims_are_merged_over_the_characters_of_all(article: Article, claim: Claim, reviewer: User) -> None:
    other = make_claim(article, reviewer, "found 14 cracked bolts. It is the first closure", "Other.")
    make_verdict(claim, reviewer)
    versions: dict[int, int | None] = {claim.pk: claim.version, other.pk: other.version}
    made = merge_claims(
        actor=acting(reviewer), claims=[other, claim], versions=versions, statement="Both at once."
    )
    assert fragments(made) == ["inspectors found 14 cracked bolts. It is the first closure"]
    assert (made.statement, made.kind, made.state, made.verdicts.count()) == (
        "Both at once.", claim.kind, State.OPEN, 0,
    )  # fmt: skip
    assert {one.claim for one in relatives_of(made)} == {claim, other}
    for old in (claim, other):
        old.refresh_from_db()
        assert (old.state, old.dismissal) == (State.DISMISSED, "duplicate")
    assert claim.verdicts.count() == 1


def test_the_same_words_elsewhere_keep_where_they_came_from(project: Project, reviewer: User) -> None:
    text = "Five people died. Later reports repeat that Five people died. Others deny that Five people died."
    article = make_article(project, reviewer, text=text)
    claim = make_claim(article, reviewer, "Five people died")
    places = [Span(text.index("Five", after), text.index("Five", after) + 16) for after in (1, 60)]
    made = mark_elsewhere(actor=acting(reviewer), claim=claim, spans=places)
    assert [one.claim for one in relatives_of(claim)] == made
    assert [fragments(one) for one in made] == [["Five people died"]] * 2
    assert Action.objects.latest("id").verb == Verb.OCCURRENCES_MARKED
    assert not dismissed(claim)


def dismissed(claim: Claim) -> bool:
    claim.refresh_from_db()
    return claim.state == State.DISMISSED


def test_all_of_it_is_undone_and_done_again_as_one(
    article: Article, claim: Claim, whole: Claim, reviewer: User
) -> None:
    make_verdict(whole, reviewer)
    states = [tables()]
    split_claim(actor=acting(reviewer), claim=whole, version=None, parts=PARTS)
    states.append(tables())
    made = list(Claim.objects.exclude(pk__in=[claim.pk, whole.pk]))
    merge_claims(actor=acting(reviewer), claims=[claim, *made], versions={})
    states.append(tables())
    for state in reversed(states[:-1]):
        undo(actor=acting(reviewer), article=article)
        assert tables() == state
    for state in states[1:]:
        redo(actor=acting(reviewer), article=article)
        assert tables() == state
    assert Lineage.objects.count() == 5
    assert verify(connection).findings == []


def test_a_split_that_somebody_built_on_is_not_undone(
    article: Article, whole: Claim, reviewer: User, editor: User
) -> None:
    first, _ = split_claim(actor=acting(reviewer), claim=whole, version=None, parts=PARTS)
    make_verdict(first, editor)
    with pytest.raises(ValidationError, match="a verdict was added to it since"):
        undo(actor=acting(reviewer), article=article)


BAD_PARTS: dict[str, tuple[tuple[Part, ...], str]] = {
    "one part": (PARTS[:1], "2 to 10"),
    "too many": (PARTS * 6, "2 to 10"),
    "no words": ((PARTS[0], Part([])), "Claim 2: Select the words"),
    "wrong quote": ((PARTS[0], Part([FOUND], "", ["something else"])), "Claim 2: The text at"),
    "outside": ((PARTS[0], Part([Span(9_000, 9_001)])), "Claim 2: The fragment"),
    "overlapping fragments": ((PARTS[0], Part([FOUND, FOUND])), "Claim 2: Fragments follow"),
    "other words": ((PARTS[0], Part([at("Nobody")])), "Claim 2: it has none of the words"),
    "twice the same": ((PARTS[0], PARTS[0]), "are the same"),
    "a long statement": ((PARTS[0], Part([FOUND], "x" * 2_001)), "2000"),
    "an unstorable statement": ((PARTS[0], Part([FOUND], "a\x00b")), "NUL"),
}


@pytest.mark.parametrize("name", BAD_PARTS)
def test_a_wrong_split_is_refused_whole(whole: Claim, reviewer: User, name: str) -> None:
    parts, told = BAD_PARTS[name]
    before, actions = tables(), Action.objects.count()
    with pytest.raises(ValidationError, match=told):
        split_claim(actor=acting(reviewer), claim=whole, version=None, parts=parts)
    assert (tables(), Action.objects.count()) == (before, actions)


UNFIT: dict[str, Callable[[Claim, User, User], object]] = {
    "dismissed already": lambda claim, reviewer, editor: dismiss_claim(
        actor=acting(reviewer), claim=claim, version=None, dismissal="not_a_claim"
    ),
    "has a drafted ruling": lambda claim, reviewer, editor: draft_ruling(
        actor=acting(editor), claim=claim, rating=make_verdict(claim, reviewer).rating, summary="So."
    ),
}


@pytest.mark.parametrize("told", UNFIT)
def test_a_claim_that_is_set_aside_or_decided_is_neither_split_nor_merged(
    whole: Claim, claim: Claim, reviewer: User, editor: User, told: str
) -> None:
    UNFIT[told](whole, reviewer, editor)
    with pytest.raises(ValidationError, match=told):
        split_claim(actor=acting(reviewer), claim=whole, version=None, parts=PARTS)
    with pytest.raises(ValidationError, match=told):
        merge_claims(actor=acting(reviewer), claims=[whole, claim], versions={})


def test_who_saw_an_older_version_is_told(whole: Claim, claim: Claim, reviewer: User) -> None:
    with pytest.raises(Stale):
        split_claim(actor=acting(reviewer), claim=whole, version=7, parts=PARTS)
    with pytest.raises(Stale):
        merge_claims(actor=acting(reviewer), claims=[whole, claim], versions={claim.pk: 7})


def test_claims_of_two_articles_are_not_merged(
    project: Project, claim: Claim, whole: Claim, reviewer: User
) -> None:
    article = make_article(project, reviewer, text=TEXT + " More.", title="Second")
    other = make_claim(article, reviewer)
    for chosen, told in (([claim, other], "same text of one article"), ([claim, claim], "2 to 10")):
        with pytest.raises(ValidationError, match=told):
            merge_claims(actor=acting(reviewer), claims=chosen, versions={})


def test_a_viewer_does_none_of_it(project: Project, whole: Claim, claim: Claim) -> None:
    viewer = acting(make_member(project, "viewer", Role.VIEWER))
    with pytest.raises(PermissionDenied):
        split_claim(actor=viewer, claim=whole, version=None, parts=PARTS)
    with pytest.raises(PermissionDenied):
        merge_claims(actor=viewer, claims=[whole, claim], versions={})
    assert len(split_claim(actor=STAGE, claim=whole, version=None, parts=PARTS)) == 2


def test_spans_that_overlap_or_touch_become_one() -> None:
    spans = [Span(8, 9), Span(0, 4), Span(2, 3), Span(4, 6), Span(9, 11)]
    assert union(spans) == [Span(0, 6), Span(8, 11)]
