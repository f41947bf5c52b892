"""Saved views: a person's own, of a project they may see, under a name of their own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import Action, Project, Role, SavedView, User, Verb
from annotations.selectors.saved_views import views_of
from annotations.services.people import remove_member
from annotations.services.saved_views import MOST, delete_view, rename_view, save_view
from tests import cast


@dataclass(frozen=True)
class Desk:
    project: Project
    viewer: User
    other: User

    def save(self, name: str = "Numbers") -> SavedView:
        return save_view(
            actor=cast.acting(self.viewer), project=self.project, name=name, query="kind=quantity"
        )


@pytest.fixture
def desk(db: None) -> Desk:
    cast.make_scale()
    project = cast.make_project()
    return Desk(
        project,
        cast.make_member(project, "viewer", Role.VIEWER),
        cast.make_member(project, "other", Role.OWNER),
    )


def test_a_view_is_saved_renamed_and_deleted_on_record(desk: Desk) -> None:
    actor, view = cast.acting(desk.viewer), desk.save()
    assert list(views_of(desk.viewer, desk.project)) == [view]
    assert rename_view(actor=actor, view=view, version=1, name="Figures").version == 2
    delete_view(actor=actor, view=view)
    assert not views_of(desk.viewer).exists()
    verbs = Action.objects.order_by("-id").values_list("verb", flat=True)[:3]
    assert list(verbs) == [Verb.VIEW_DELETED, Verb.VIEW_RENAMED, Verb.VIEW_SAVED]


def test_a_name_is_given_once(desk: Desk) -> None:
    desk.save()
    with pytest.raises(ValidationError, match="a view of this name already"):
        desk.save()
    desk.save("Numbers again")


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "a\nb", "x" * 61, "\x00"])
def test_a_name_can_be_read(desk: Desk, name: str) -> None:
    with pytest.raises(ValidationError):
        desk.save(name)


def test_a_person_has_a_limited_number(desk: Desk) -> None:
    for number in range(MOST):
        desk.save(f"View {number}")
    with pytest.raises(ValidationError, match="Delete one first"):
        desk.save("One more")


def test_nobody_else_sees_or_changes_it(desk: Desk) -> None:
    view, stranger = desk.save(), cast.acting(desk.other)
    assert not views_of(desk.other, desk.project).exists()
    with pytest.raises(PermissionDenied):
        rename_view(actor=stranger, view=view, version=1, name="Mine")
    with pytest.raises(PermissionDenied):
        delete_view(actor=stranger, view=view)
    outsider = cast.acting(cast.make_person("outsider"))
    with pytest.raises(PermissionDenied):
        save_view(actor=outsider, project=desk.project, name="x", query="")


def test_who_left_the_project_sees_it_no_more(desk: Desk) -> None:
    desk.save()
    remove_member(actor=cast.STAGE, membership=desk.project.memberships.get(person=desk.viewer), version=None)
    assert not views_of(desk.viewer).exists()
