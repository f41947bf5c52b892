"""Answers how two states of an article differ, claim by claim and value by value, in words. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.serializers.json import DjangoJSONEncoder

from annotations.models import Change
from annotations.selectors.as_of.articles import ArticleState, differing
from annotations.selectors.as_of.folding import Row
from annotations.selectors.timeline.entry import FieldChange
from annotations.selectors.timeline.parts import parts_of
from annotations.selectors.timeline.window import Gesture
from annotations.selectors.timeline.words import Words, model_of
from annotations.text.word_diff import Stretch, word_diff

How = Literal["appeared", "gone", "changed"]
# A difference as the Change that would make it, and the row it is in, as it is afterwards or was last.
Differing = tuple[Change, Row]
# Columns that say which row of its kind one is.
NAMED_BY = (("reviewer_id", "user"), ("source_id", "source"), ("author_id", "user"))
# Words of a long text shown around what changed in it.
CONTEXT = 120


@dataclass(frozen=True, slots=True)
class Value:
    """One value at both moments, word by word: `old` and `new` are the stretches of either side."""

    label: str
    old: tuple[Stretch, ...]
    new: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """One row that differs, such as `verdict of Olena`."""

    name: str
    how: How
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim (`claim_id`), or the article itself, that differs. `kinds` are what of it: `claim`, `verdict`, ..."""

    claim_id: int | None
    name: str
    how: How
    kinds: tuple[str, ...]
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`count` claims differ, of which those from `first` on are told; `text` is empty where the text is the same."""

    count: int
    first: int
    article: Compared | None
    claims: tuple[Compared, ...]
    text: tuple[Stretch, ...]


def comparison(
    before: ArticleState, after: ArticleState, *, claim_id: int | None = None, first: int = 0, limit: int = 50
) -> Comparison:
    """How `before` became `after`; of one claim alone, when it is named. Claims come in the order of the text."""
    groups = _grouped(before, after)
    claims = _claims(before) | _claims(after)
    ids = [one for one in groups if one is not None and claim_id in (None, one)]
    ids.sort(key=lambda one: (claims.get(one, {}).get("start", 0), one))
    told = ids[first : first + limit]
    is_whole = claim_id is None and not first
    of_article = groups.get(None, []) if is_whole else []
    words = _words([pair for group in (*(groups[one] for one in told), of_article) for pair in group])
    statements = {one: str(claims.get(one, {}).get("statement", "")) for one in told}
    return Comparison(
        len(ids),
        first,
        _compared(None, "", of_article, words) if of_article else None,
        tuple(_compared(one, statements[one], groups[one], words) for one in told),
        _text(before, after) if is_whole else (),
    )


def _grouped(before: ArticleState, after: ArticleState) -> dict[int | None, list[Differing]]:
    """The differences as Changes from one state to the other, each with its row, by the claim they are about."""
    claims = {row["id"]: row["claim_id"] for state in (before, after) for row in state.rows.get("ruling", ())}
    groups: dict[int | None, list[Differing]] = {}
    for entity, rows in differing(before, after).items():
        for row_id, (old, new) in rows.items():
            row = new or old or {}
            claim_id = (
                row_id if entity == "claim" else row.get("claim_id") or claims.get(row.get("ruling_id"))
            )
            change = _change(entity, row_id, claim_id, old, new)
            groups.setdefault(claim_id, []).append((change, row))
    return groups


def _change(entity: str, row_id: int, claim_id: int | None, old: Row | None, new: Row | None) -> Change:
    body: dict[str, Any]
    if old is not None and new is not None:
        operation = Change.Operation.UPDATE
        columns = [column for column in new | old if old.get(column) != new.get(column)]
        body = {column: [old.get(column), new.get(column)] for column in columns}
    else:
        operation = Change.Operation.INSERT if new is not None else Change.Operation.DELETE
        body = new or old or {}
    text = json.dumps(body, cls=DjangoJSONEncoder)
    return Change(entity=entity, row_id=row_id, claim_id=claim_id, operation=operation, body=text)


def _claims(state: ArticleState) -> dict[int, Row]:
    return {row["id"]: row for row in state.rows.get("claim", ())}


def _words(differing_rows: Sequence[Differing]) -> Words:
    """Words for all that changed, and for what names a row that changed only in part."""
    changes = [change for change, _ in differing_rows]
    naming = [
        Change(
            entity=change.entity,
            row_id=change.row_id,
            body=json.dumps({column: row[column] for column, _ in NAMED_BY if row.get(column)}),
        )
        for change, row in differing_rows
    ]
    return Words.of([Gesture(None, 0, changes=[*changes, *naming])])


_HOW: dict[str, How] = {
    Change.Operation.INSERT: "appeared",
    Change.Operation.DELETE: "gone",
    Change.Operation.UPDATE: "changed",
}


def _compared(claim_id: int | None, name: str, rows: Sequence[Differing], words: Words) -> Compared:
    main = next((change for change, _ in rows if change.entity == "claim"), None)
    # Where its words lie in the text is told once, whatever its fragments went through.
    fragments = [change for change, _ in rows if change.entity == "fragment"]
    things = [
        Thing(_name(change, row, words), _HOW[change.operation], _values(parts_of([change], words)))
        for change, row in rows
        if change.entity != "fragment"
    ]
    things.append(Thing("", "changed", _values(parts_of(fragments, words))))
    return Compared(
        claim_id,
        name,
        _HOW[main.operation] if main else "changed",
        tuple(sorted({change.entity for change, _ in rows})),
        tuple(thing for thing in things if thing.values),
    )


def _name(change: Change, row: Row, words: Words) -> str:
    """Empty for the claim or article itself, which stands above."""
    if change.entity in {"claim", "article"}:
        return ""
    model = model_of(change.entity)
    kind = str(model._meta.verbose_name) if model else change.entity
    for column, entity in NAMED_BY:
        if row.get(column):
            return f"{kind}: {words.label(entity, row[column])}"
    return kind


def _values(parts: Iterable[FieldChange]) -> tuple[Value, ...]:
    return tuple(_value(part) for part in parts)


def _value(part: FieldChange) -> Value:
    if part.kind == "value":
        old, new = ([Stretch("old", part.old)], [Stretch("new", part.new)])
        return Value(part.label, tuple(one for one in old if one.text), tuple(one for one in new if one.text))
    stretches = word_diff(part.old, part.new)
    return Value(
        part.label,
        tuple(stretch for stretch in stretches if stretch.part != "new"),
        tuple(stretch for stretch in stretches if stretch.part != "old"),
    )


def _text(before: ArticleState, after: ArticleState) -> tuple[Stretch, ...]:
    """The article's text word by word, where it is another one; long stretches that stayed are shortened."""
    old, new = (_newest_text(state) for state in (before, after))
    if old == new or not old or not new:
        return ()
    return tuple(_shortened(stretch) for stretch in word_diff(old, new))


def _newest_text(state: ArticleState) -> str:
    row = max(state.rows.get("revision", ()), key=lambda row: row["number"], default=None)
    return str(row["text"]) if row else ""


def _shortened(stretch: Stretch) -> Stretch:
    if stretch.part != "same" or len(stretch.text) <= 2 * CONTEXT:
        return stretch
    return Stretch("same", f"{stretch.text[:CONTEXT]} … {stretch.text[-CONTEXT:]}")
