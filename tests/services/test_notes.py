"""Notes: who is named in them, the place they point at, and that a withdrawn one stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import Action, Article, Claim, Mention, Note, Project, Role, User
from annotations.services.mentions import MOST, see_mentions
from annotations.services.notes import change_note, leave_note, reopen_note, resolve_note, withdraw_note
from annotations.services.places import Place
from annotations.services.sources import add_source
from annotations.services.undoing import undo
from annotations.text.span import Span
from tests import cast
from tests.services.tables import tables

QUOTE = "14 cracked bolts"


def leave(by: User, about: Article | Claim, text: str, **given: object) -> Note:
    return leave_note(actor=cast.acting(by), about=about, text=text, **given)  # type: ignore[arg-type]


def named(note: Note) -> list[str]:
    return sorted(note.mentions.values_list("person__username", flat=True))


def place_of(quote: str, shift: int = 0) -> Place:
    start = cast.TEXT.index(quote) + shift
    return Place(Span(start, start + len(quote)), quote)


def test_members_named_in_a_note_are_mentioned_in_the_same_action(
    claim: Claim, reviewer: User, editor: User, project: Project
) -> None:
    cast.make_person("outsider")
    before = Action.objects.count()
    note = leave(reviewer, claim, "@editor. Ask @outsider, @nobody or me@editor about it, @Editor!")
    assert named(note) == ["editor"]
    assert Action.objects.count() == before + 1
    assert Mention.objects.get().seen_at is None
    changed = change_note(
        actor=cast.acting(reviewer), note=note, version=note.version, text="For @reviewer only."
    )
    assert named(changed) == ["reviewer"]
    assert Mention.objects.get().seen_at is not None


def test_a_note_that_names_somebody_is_undone_with_its_mention(
    claim: Claim, reviewer: User, editor: User, article: Article
) -> None:
    before = tables()
    leave(reviewer, claim, "@editor look")
    undo(actor=cast.acting(reviewer), article=article)
    assert tables() == before


def test_a_note_names_at_most_thirty_people(claim: Claim, reviewer: User, project: Project) -> None:
    names = [f"colleague{number}" for number in range(MOST + 1)]
    for name in names:
        cast.make_member(project, name, Role.VIEWER)
    before = tables()
    with pytest.raises(ValidationError, match="at most 30 people"):
        leave(reviewer, claim, " ".join(f"@{name}" for name in names))
    assert tables() == before


def test_only_ones_own_mentions_are_seen(claim: Claim, reviewer: User, editor: User) -> None:
    mention = leave(reviewer, claim, "@editor look").mentions.get()
    assert see_mentions(actor=cast.acting(reviewer), mentions=[mention]) == 0
    assert see_mentions(actor=cast.acting(editor), mentions=[mention]) == 1
    assert see_mentions(actor=cast.acting(editor), mentions=[mention]) == 0


@pytest.mark.parametrize("kind", ["article", "claim"])
def test_a_note_points_at_a_place_that_says_what_it_quotes(
    article: Article, claim: Claim, reviewer: User, kind: str
) -> None:
    about = article if kind == "article" else claim
    note = leave(reviewer, about, "Look here.", place=place_of(QUOTE))
    assert note.revision is not None
    assert note.revision.text[note.start : note.end] == note.quote == QUOTE
    with pytest.raises(ValidationError, match=r"nearest exact match is \d+ to \d+") as refused:
        leave(reviewer, about, "Look here.", place=place_of(QUOTE, 1))
    assert f"{note.start} to {note.end}" in " ".join(refused.value.messages)
    assert "place" in refused.value.message_dict


@pytest.mark.parametrize(
    "place",
    [
        Place(Span(0, 5), "Bridges"),
        Place(Span(10_000, 10_003), "abc"),
        Place(Span(cast.TEXT.index("\n\n"), cast.TEXT.index("\n\n") + 2), "\n\n"),
    ],
)
def test_a_place_that_is_none_is_refused(article: Article, reviewer: User, place: Place) -> None:
    with pytest.raises(ValidationError):
        leave(reviewer, article, "Look here.", place=place)
    assert not Note.objects.exists()


def test_a_note_about_a_source_points_nowhere(project: Project, reviewer: User) -> None:
    source = add_source(
        actor=cast.acting(reviewer), project=project, url="https://example.org/a", title="Report"
    )
    with pytest.raises(ValidationError, match="points at no place"):
        leave(reviewer, source, "Look here.", place=place_of(QUOTE))  # type: ignore[arg-type]


def test_a_withdrawn_note_is_not_changed_answered_resolved_or_opened(claim: Claim, reviewer: User) -> None:
    actor = cast.acting(reviewer)
    note = leave(reviewer, claim, "Wrong.")
    note = withdraw_note(actor=actor, note=note, version=note.version)
    before = tables()
    attempts: list[Callable[[], object]] = [
        lambda: change_note(actor=actor, note=note, version=note.version, text="Right."),
        lambda: leave(reviewer, claim, "Why?", replies_to=note),
        lambda: resolve_note(actor=actor, note=note, version=note.version),
        lambda: reopen_note(actor=actor, note=note, version=note.version),
    ]
    for attempt in attempts:
        with pytest.raises(ValidationError, match="withdrawn"):
            attempt()
    assert tables() == before


def test_a_viewer_leaves_no_note(claim: Claim, project: Project) -> None:
    viewer = cast.make_member(project, "viewer", Role.VIEWER)
    with pytest.raises(PermissionDenied):
        leave(viewer, claim, "Hello.")
