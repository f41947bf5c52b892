"""How one text became another: nothing is lost on the way, people can read it, and no text makes it slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.word_diff import EDITS, Stretch, word_diff
from tests.linear_time import assert_linear

WORDS = st.lists(
    st.sampled_from(["13", "4.1", "injured", "were", "\n", "，", "受伤", ".", " ", "  "]), max_size=40
)


def told(old: str, new: str) -> str:
    looks = {"same": "{}", "old": "[-{}-]", "new": "[+{}+]"}
    return "".join(looks[stretch.part].format(stretch.text) for stretch in word_diff(old, new))


def sides(stretches: list[Stretch]) -> tuple[str, str]:
    old = "".join(stretch.text for stretch in stretches if stretch.part != "new")
    return old, "".join(stretch.text for stretch in stretches if stretch.part != "old")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "new", "[+new+]"),
        ("gone", "", "[-gone-]"),
        ("the same", "the same", "the same"),
        (
            "13 people were injured, police said.",
            "14 people were injured, police said.",
            "[-13-][+14+] people were injured, police said.",
        ),
        ("It rose by 4.1 % in May.", "It rose by 9.4 % in May.", "It rose by [-4.1-][+9.4+] % in May."),
        ("It fell in May.", "It did not fall in May.", "It [-fell-][+did not fall+] in May."),
        ("The first words stay", "The first words stay, and more", "The first words stay[+, and more+]"),
        ("one two", "one  two", "one[- -][+  +]two"),
        ("警方说13人受伤。", "警方说14人受伤。", "警方说[-13-][+14+]人受伤。"),
        ("हिन्दी में लिखा है", "हिन्दी में कहा है", "हिन्दी में [-लिखा-][+कहा+] है"),
        # A lone comma between two changes is not worth a piece of its own.
        (
            "It is red, blue and so on.",
            "It is black, white and so on.",
            "It is [-red, blue-][+black, white+] and so on.",
        ),
        ("Nothing in common", "Quite another wording", "[-Nothing in common-][+Quite another wording+]"),
    ],
)
def test_tells_what_people_would_say_changed(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


@given(WORDS.map("".join), WORDS.map("".join))
def test_both_texts_can_be_read_off_and_no_change_is_a_change_of_nothing(old: str, new: str) -> None:
    stretches = word_diff(old, new)
    assert sides(stretches) == (old, new)
    assert all(stretch.text for stretch in stretches)
    assert [one.part for one in stretches] != ["same"] or old == new


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_off_whatever_they_are(old: str, new: str) -> None:
    assert sides(word_diff(old, new)) == (old, new)


@given(WORDS, st.data())
def test_one_word_changed_is_told_as_one_change(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    old = " ".join([*words[:place], "before", *words[place:]])
    new = " ".join([*words[:place], "afterwards", *words[place:]])
    if sum(len(word.strip()) for word in words) >= len("afterwards"):
        changed = [stretch.text.strip() for stretch in word_diff(old, new) if stretch.part != "same"]
        assert changed == ["before", "afterwards"]


def test_a_long_text_with_few_changes_is_told_by_those_alone() -> None:
    words = [f"word{number * 7_919 % 3_001}" for number in range(20_000)]
    later = [*words[:5_000], "inserted", *words[5_000:12_000], *words[12_010:]]
    changed = [stretch for stretch in word_diff(" ".join(words), " ".join(later)) if stretch.part != "same"]
    assert [stretch.part for stretch in changed] == ["new", "old"]
    assert changed[0].text.strip() == "inserted"
    assert changed[1].text.split() == words[12_000:12_010]


def test_what_exceeds_the_limit_is_told_whole() -> None:
    old, new = "a b " * EDITS, "b b a a " * EDITS
    assert sides(word_diff(old, new)) == (old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b ", "b a "),
        ("1,", "1.,"),
        ("ab", "ba"),
        (" ", "\n"),
        (".,", ",."),
        ("word ", "ward "),
        ("a a b ", "a b b "),
    ],
)
def test_no_text_takes_more_than_linear_time(old: str, new: str) -> None:
    assert_linear(
        lambda: word_diff(old * 50_000, new * 50_000),
        lambda: word_diff(old * 100_000, new * 100_000),
    )


def test_many_unique_words_in_another_order_take_linear_time() -> None:
    def shuffled(count: int) -> tuple[str, str]:
        words = [f"w{number}" for number in range(count)]
        later = [words[number * 7_919 % count] for number in range(count)]
        return " ".join(words), " ".join(later)

    half, whole = shuffled(40_000), shuffled(80_000)
    assert_linear(lambda: word_diff(*half), lambda: word_diff(*whole))
