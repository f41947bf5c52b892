"""Owns what the tagger-parser sees of a word: ids of its form, its ends and its shape. Knows no weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

FAMILIES = 5


def traits(form: str) -> tuple[str, str, str, str, str]:
    """The word's five traits, each with a prefix that keeps the families apart."""
    low = form.lower()
    if low and low[0].isdigit():
        low = "".join("0" if char.isdigit() else char for char in low)[:8]
    return (f"w{low}", f"s{low[-3:]}", f"t{low[-2:]}", f"p{low[:3]}", f"x{_shape(form)}")


def _shape(form: str) -> str:
    """Letters as X and x, digits as 0, runs shortened to two: "Kyiv" is "Xxx", "U.S." is "X.X."."""
    out: list[str] = []
    for char in form[:12]:
        mark = "X" if char.isupper() else "x" if char.isalpha() else "0" if char.isdigit() else char
        if out[-2:] != [mark, mark]:
            out.append(mark)
    return "".join(out)


class Vocabulary:
    """Maps traits to row numbers. Row 0 to 4 stand for traits never seen in training, one a family."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._rows = {name: row for row, name in enumerate(self.names, start=FAMILIES)}
        self._known: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return FAMILIES + len(self.names)

    def rows(self, form: str) -> tuple[int, ...]:
        """The five row numbers of a word."""
        known = self._known.get(form)
        if known is None:
            known = tuple(self._rows.get(name, family) for family, name in enumerate(traits(form)))
            if len(self._known) < 50_000:
                self._known[form] = known
        return known


def learn_vocabulary(forms: Iterable[str], *, least: int = 2) -> Vocabulary:
    """A vocabulary of the traits seen at least so often (word ends and shapes three times)."""
    counts: Counter[str] = Counter()
    for form, times in Counter(forms).items():
        for name in traits(form):
            counts[name] += times
    kept = sorted(name for name, times in counts.items() if times >= (least if name[0] == "w" else 3))
    return Vocabulary(kept)
