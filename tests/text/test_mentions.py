"""Names that a remark calls out."""

from __future__ import annotations

import pytest

from annotations.text.mentions import calls
from tests.linear_time import assert_linear

KNOWN = {"olena", "olena.k", "j@x", "ann+b", "مها"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@olena", ["olena"]),
        ("See @Olena, please.", ["olena"]),
        ("Thanks @olena.", ["olena"]),
        ("Thanks @olena.k.", ["olena.k"]),
        ("(@olena)", ["olena"]),
        ("@olena's", ["olena"]),
        ("write to me@olena", []),
        ("@@olena", []),
        ("@nobody and @olenas", []),
        ("@j@x", ["j@x"]),
        ("@ann+b @olena", ["ann+b", "olena"]),
        ("اسأل @مها من فضلك", ["مها"]),
        ("@", []),
        ("@...", []),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    called = list(calls(text, KNOWN))
    assert [call.name for call in called] == found
    for call in called:
        assert text[call.span.start : call.span.end].casefold() == f"@{call.name}"


def test_hostile_text_is_read_in_linear_time() -> None:
    def read(times: int) -> list[object]:
        return list(calls("@" + "." * times + " @olena" * times + "@a" * times, KNOWN))

    assert len(read(1_000)) == 999
    assert_linear(lambda: read(100_000), lambda: read(200_000))
