"""Tags: put on and taken off, made and merged; a claim's version and everybody's verdict are left alone."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import Action, Article, Claim, ClaimTag, Project, Role, Tag, User, Verb
from annotations.services.claim_lineage import Part, merge_claims, split_claim
from annotations.services.reverts import revert_action
from annotations.services.tags import (
    LONGEST,
    MOST_ON_A_CLAIM,
    TagExists,
    delete_tag,
    names_of,
    rename_tag,
    tag_claims,
    untag_claims,
)
from annotations.services.undoing import redo, undo
from annotations.text.span import Span
from tests import cast
from tests.services.tables import tables


def tags_of(claim: Claim) -> list[str]:
    return list(Tag.objects.filter(claim_tags__claim=claim).order_by("name").values_list("name", flat=True))


@pytest.fixture
def second(article: Article, reviewer: User) -> Claim:
    return cast.make_claim(article, reviewer, quote="the first closure in nine years")


def put(by: User, claims: list[Claim], *names: str) -> int:
    return tag_claims(actor=cast.acting(by), project=claims[0].article.project, claims=claims, names=names)


def test_tags_are_made_as_they_are_used_in_one_action(
    claim: Claim, second: Claim, reviewer: User, project: Project
) -> None:
    before, version = Action.objects.count(), claim.version
    assert put(reviewer, [claim, second], " bridges ,  City   hall", "Bridges") == 2
    assert tags_of(claim) == tags_of(second) == ["City hall", "bridges"]
    assert Action.objects.count() == before + 1
    assert Action.objects.order_by("-id")[0].verb == Verb.CLAIM_TAGGED
    claim.refresh_from_db()
    assert claim.version == version
    assert put(reviewer, [claim], "BRIDGES") == 0
    assert Tag.objects.filter(project=project).count() == 2


def test_case_is_folded_beyond_plain_letters(claim: Claim, reviewer: User) -> None:
    put(reviewer, [claim], "Ärzte")
    put(reviewer, [claim], "ärzte")
    assert tags_of(claim) == ["Ärzte"]


def test_a_tag_is_taken_off_and_put_back_by_undo(claim: Claim, reviewer: User, article: Article) -> None:
    actor = cast.acting(reviewer)
    put(reviewer, [claim], "bridges", "mayor")
    tagged = tables()
    taken = untag_claims(actor=actor, project=article.project, claims=[claim], names=["Bridges"])
    assert (taken, tags_of(claim)) == (1, ["mayor"])
    undo(actor=actor, article=article)
    assert tables() == tagged
    redo(actor=actor, article=article)
    assert tags_of(claim) == ["mayor"]


def test_undo_takes_the_tag_away_with_what_it_was_made_for(
    claim: Claim, second: Claim, reviewer: User, article: Article
) -> None:
    before = tables()
    put(reviewer, [claim], "bridges")
    undo(actor=cast.acting(reviewer), article=article)
    assert tables() == before
    first = Action.objects.order_by("-id")
    put(reviewer, [claim], "mayor")
    made = first[0]
    put(reviewer, [second], "mayor")
    revert_action(actor=cast.acting(reviewer), action=made)
    assert (tags_of(claim), tags_of(second)) == ([], ["mayor"])


@pytest.mark.parametrize("names", [[], [" , ;"], ["x" * (LONGEST + 1)], ["\u200b"], ["a\x00b"]])
def test_a_name_that_no_tag_may_have_is_refused(claim: Claim, reviewer: User, names: list[str]) -> None:
    before = tables()
    with pytest.raises(ValidationError):
        put(reviewer, [claim], *names)
    assert tables() == before


def test_names_are_parted_at_commas_and_semicolons() -> None:
    assert names_of(["a, b;c", "A"]) == ["a", "b", "c"]


def test_a_claim_has_at_most_twenty_tags(claim: Claim, reviewer: User) -> None:
    put(reviewer, [claim], *(f"tag {number}" for number in range(MOST_ON_A_CLAIM)))
    with pytest.raises(ValidationError, match="at most 20 tags"):
        put(reviewer, [claim], "one more")


def test_renaming_is_for_editors_and_merges_only_when_asked(
    claim: Claim, second: Claim, reviewer: User, editor: User
) -> None:
    put(reviewer, [claim, second], "bridges")
    put(reviewer, [claim], "bridge")
    tag, twin = Tag.objects.get(name="bridge"), Tag.objects.get(name="bridges")
    with pytest.raises(PermissionDenied):
        rename_tag(actor=cast.acting(reviewer), tag=tag, version=tag.version, name="crossings")
    actor = cast.acting(editor)
    renamed = rename_tag(actor=actor, tag=tag, version=tag.version, name="Crossings")
    assert tags_of(claim) == ["Crossings", "bridges"]
    before = tables()
    with pytest.raises(TagExists) as refused:
        rename_tag(actor=actor, tag=renamed, version=renamed.version, name="Bridges")
    assert refused.value.tag == twin
    assert tables() == before
    assert rename_tag(actor=actor, tag=renamed, version=renamed.version, name="Bridges", merge=True) == twin
    assert tags_of(claim) == tags_of(second) == ["bridges"]
    assert list(Tag.objects.values_list("name", flat=True)) == ["bridges"]
    revert_action(actor=actor, action=Action.objects.order_by("-id")[0])
    assert tables() == before


def test_deleting_takes_it_off_every_claim_and_can_be_taken_back(
    claim: Claim, second: Claim, reviewer: User, editor: User
) -> None:
    put(reviewer, [claim, second], "bridges")
    tag, before = Tag.objects.get(), tables()
    with pytest.raises(PermissionDenied):
        delete_tag(actor=cast.acting(reviewer), tag=tag, version=tag.version)
    assert delete_tag(actor=cast.acting(editor), tag=tag, version=tag.version) == 2
    assert not ClaimTag.objects.exists()
    assert not Tag.objects.exists()
    revert_action(actor=cast.acting(editor), action=Action.objects.order_by("-id")[0])
    assert tables() == before


def test_a_viewer_and_a_claim_of_another_project_are_refused(
    claim: Claim, reviewer: User, project: Project
) -> None:
    viewer = cast.make_member(project, "viewer", Role.VIEWER)
    other = cast.make_project("other")
    with pytest.raises(PermissionDenied):
        put(viewer, [claim], "bridges")
    with pytest.raises(ValidationError, match="another project"):
        tag_claims(actor=cast.STAGE, project=other, claims=[claim], names=["bridges"])


def test_claims_made_of_others_inherit_their_tags(claim: Claim, second: Claim, reviewer: User) -> None:
    put(reviewer, [claim], "bridges")
    put(reviewer, [second], "years")
    actor = cast.acting(reviewer)
    made = merge_claims(actor=actor, claims=[claim, second], versions={})
    assert tags_of(made) == ["bridges", "years"]
    halves = [Part([Span(claim.start, claim.start + 10)]), Part([Span(claim.start + 11, claim.end)])]
    for part in split_claim(actor=actor, claim=made, version=None, parts=halves):
        assert tags_of(part) == ["bridges", "years"]
