"""How a person's pages look and work: kept on record, one key a gesture, one gesture a key."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from annotations.history.actor import program
from annotations.models import Action, Change, KeyBinding, User, Verb
from annotations.selectors.key_names import key_named, shown
from annotations.selectors.keymap import GESTURES, keymap_of
from annotations.selectors.preferences import preferences_of
from annotations.services.preferences import bind_key, change_preferences, reset_keys
from annotations.services.rows import Stale
from tests import cast


@pytest.fixture
def person(db: None) -> User:
    return cast.make_person("reviewer")


def test_somebody_who_changed_nothing_has_the_defaults(person: User) -> None:
    mine = preferences_of(person)
    assert (mine.version, mine.look, mine.language, mine.single_keys) == (0, "", "", True)


def test_preferences_are_changed_on_record(person: User) -> None:
    actor = cast.acting(person)
    assert change_preferences(actor=actor, version=0, look="dark").version == 1
    mine = change_preferences(actor=actor, version=1, single_keys=False, language="en")
    assert (mine.version, mine.look, mine.language, mine.single_keys) == (2, "dark", "en", False)
    assert Action.objects.filter(verb=Verb.PREFERENCES_CHANGED).count() == 2
    assert Change.objects.filter(stream=f"person:{person.pk}", entity="preferences").count() == 2


@pytest.mark.parametrize("version", [0, 7])
def test_preferences_changed_in_another_tab_are_not_overwritten(person: User, version: int) -> None:
    change_preferences(actor=cast.acting(person), version=0, look="dark")
    with pytest.raises(Stale):
        change_preferences(actor=cast.acting(person), version=version, look="light")


@pytest.mark.parametrize("values", [{"look": "pink"}, {"language": "tlh"}, {"person_id": 7}])
def test_what_is_not_offered_is_refused(person: User, values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        change_preferences(actor=cast.acting(person), version=0, **values)


def test_a_program_has_no_preferences(db: None) -> None:
    with pytest.raises(ValidationError, match="a person's"):
        change_preferences(actor=program("cron"), version=0, look="dark")


def test_no_two_gestures_come_with_one_key() -> None:
    keys = [gesture.key for gesture in GESTURES if gesture.key]
    assert len(keys) == len(set(keys))
    assert [key_named(key) for key in keys] == keys


def test_a_key_is_given_and_taken_back(person: User) -> None:
    actor = cast.acting(person)
    bind_key(actor=actor, gesture="next", key="ctrl+shift+y")
    key = keymap_of(person).key("next")
    assert key
    assert (key.name, key.shown, key.is_own) == ("Control+Shift+Y", "ctrl shift y", True)
    bind_key(actor=actor, gesture="next", key="z")
    reset_keys(actor=actor, gesture="next")
    assert keymap_of(person).key("next").name == "j"  # type: ignore[union-attr]
    assert Action.objects.filter(verb=Verb.PREFERENCES_CHANGED).count() == 3


def test_a_key_that_is_free_again_is_another_gestures(person: User) -> None:
    actor = cast.acting(person)
    bind_key(actor=actor, gesture="next", key="z")
    bind_key(actor=actor, gesture="previous", key="j")
    with pytest.raises(ValidationError, match="previous claim"):
        reset_keys(actor=actor, gesture="next")
    reset_keys(actor=actor)
    assert not KeyBinding.objects.exists()


def test_setting_the_key_that_it_came_with_keeps_no_row(person: User) -> None:
    actor = cast.acting(person)
    bind_key(actor=actor, gesture="next", key="z")
    assert bind_key(actor=actor, gesture="next", key="j") is None
    assert not KeyBinding.objects.exists()


@pytest.mark.parametrize(
    ("gesture", "key", "why"),
    [
        ("next", "k", "previous claim"),
        ("next", "", "no key"),
        ("next", "jj", "no key"),
        ("next", "\u200b", "no key"),
        ("next", "Hyper+J", "no key"),
        ("next", "3", "ratings"),
        ("next", "Escape", "fields"),
        ("next", "Backspace", "fields"),
        ("next", "ArrowDown", "fields"),
        ("next", "Alt+ArrowLeft", "browser"),
        ("next", "Control+W", "browser"),
        ("next", "Control+Shift+T", "browser"),
        ("save-and-next", "y", "Control or Alt"),
        ("dance", "y", "no such gesture"),
    ],
)
def test_a_key_that_cannot_be_had(person: User, gesture: str, key: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        bind_key(actor=cast.acting(person), gesture=gesture, key=key)


@pytest.mark.parametrize(
    ("typed", "name", "hint"),
    [
        ("J", "Shift+J", "shift j"),
        ("shift + j", "Shift+J", "shift j"),
        ("cmd+k", "Control+k", "ctrl k"),
        ("+", "+", "+"),
        ("ctrl++", "Control++", "ctrl +"),
        ("Shift+?", "?", "?"),
        ("alt+shift+arrowleft", "Alt+Shift+ArrowLeft", "alt shift ←"),
        (" ", "Space", "space"),
        ("ü", "ü", "ü"),
        ("ß", "ß", "ß"),
        ("Shift+ß", "", ""),
        ("🙂", "🙂", "🙂"),
        ("f2", "F2", "f2"),
    ],
)
def test_keys_are_named_one_way(typed: str, name: str, hint: str) -> None:
    assert key_named(typed) == name
    assert shown(name) == hint
