"""Owns the sentence of a timeline's entry: who did what, with the values that a reader looks for first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotations.history.baseline import SCHEMA_CHANGED
from annotations.models import Change, Channel, Verb
from annotations.selectors.timeline_entry import Entry, Subject
from annotations.selectors.timeline_parts import parts_of
from annotations.selectors.timeline_window import TOLD_ONE_BY_ONE, Gesture
from annotations.selectors.timeline_words import STREAM_ENTITIES, Words, model_of

QUOTED_LENGTH = 120
UNEXPLAINED = "Somebody"


def entry_of(gesture: Gesture, words: Words) -> Entry:
    action = gesture.action
    told = gesture.changes if gesture.count <= TOLD_ONE_BY_ONE else []
    if action is None:
        who, said, channel = gesture.changes[-1].db_user or UNEXPLAINED, _unexplained(gesture), "database"
    else:
        who, said = action.actor_label, _said(gesture, action.verb, words)
        channel = str(dict(Channel.choices).get(action.channel, action.channel))
        if action.on_behalf_of:
            who = f"{who} for {action.on_behalf_of}"
    return Entry(
        id=action.pk if action else None,
        at=action.at if action else gesture.changes[-1].at,
        who=who,
        sentence=f"{who} {said}",
        reason=action.reason if action else "",
        channel=channel,
        attributed=action is not None,
        parts=parts_of(told, words),
        subject=_subject(gesture, words),
        reverts=action.reverts if action else None,
        count=gesture.count,
    )


def _said(gesture: Gesture, verb: str, words: Words) -> str:
    default = str(dict(Verb.choices).get(verb, verb.replace(".", " ").replace("_", " ")))
    special = _SENTENCES.get(verb)
    if special and (found := special(gesture, words)):
        return found
    if gesture.count > TOLD_ONE_BY_ONE:
        return f"{default} ({_counted(gesture)})"
    return default


def _main(gesture: Gesture, entity: str) -> dict[str, Any]:
    """The values of the first Change of a kind of row; a changed value is a list of old and new."""
    changes = gesture.of(entity)
    return changes[0].values if changes else {}


def _new(value: Any) -> Any:
    return value[-1] if isinstance(value, list) and value else value


def quoted(text: str) -> str:
    """The text in quotation marks, on one line, shortened where it is long."""
    text = " ".join(str(text).split())
    return f"“{text if len(text) <= QUOTED_LENGTH else text[: QUOTED_LENGTH - 1].rstrip() + '…'}”"


def _rating(gesture: Gesture, words: Words, entity: str, before: str) -> str:
    values = _main(gesture, entity)
    rating = values.get("rating_id")
    if isinstance(rating, list):
        old, new = (quoted(words.value(entity, "rating_id", value)) for value in rating)
        return f"changed the rating from {old} to {new}"
    return f"{before} {quoted(words.value(entity, 'rating_id', rating))}" if rating else ""


def _revised(gesture: Gesture, words: Words) -> str:
    values = _main(gesture, "verdict")
    if _is_cleared(values.get("withdrawn_at")):
        return "gave their verdict again"
    return _rating(gesture, words, "verdict", "") or "revised the rationale of their verdict"


def _corrected(gesture: Gesture, words: Words) -> str:
    return _rating(gesture, words, "ruling", "").replace("changed the rating", "corrected the ruling")


def _worded(gesture: Gesture, words: Words) -> str:
    statement = _main(gesture, "claim").get("statement")
    return f"reworded the claim to {quoted(_new(statement))}" if statement else ""


def _marked(gesture: Gesture, words: Words) -> str:
    statement = _main(gesture, "claim").get("statement")
    return f"marked the claim {quoted(_new(statement))}" if statement else ""


def _dismissed(gesture: Gesture, words: Words) -> str:
    why = _new(_main(gesture, "claim").get("dismissal"))
    return f"dismissed the claim: {words.value('claim', 'dismissal', why)}" if why else ""


def _split(gesture: Gesture, words: Words) -> str:
    number = gesture.added("claim")
    if any(change.entity == "claim" for change in gesture.changes) and number == 1:
        return "split the article, which proposed this claim"
    return f"split the article into {number} claims" if number else "split the article and found nothing new"


def _cited(gesture: Gesture, words: Words) -> str:
    values = _main(gesture, "citation")
    if not values:
        return _titled("source", "cited")(gesture, words)
    title = quoted(words.value("citation", "source_id", values.get("source_id")))
    return f"cited {title} ({words.value('citation', 'stance', values.get('stance'))})"


def _noted(gesture: Gesture, words: Words) -> str:
    text = _main(gesture, "note").get("text")
    return f"left a note: {quoted(text)}" if text else ""


def _titled(entity: str, said: str, column: str = "title") -> Callable[[Gesture, Words], str]:
    def sentence(gesture: Gesture, words: Words) -> str:
        title = _main(gesture, entity).get(column)
        return f"{said} {quoted(_new(title))}" if title else ""

    return sentence


def _member(pattern: str) -> Callable[[Gesture, Words], str]:
    def sentence(gesture: Gesture, words: Words) -> str:
        changes = gesture.of("membership")
        if not changes:
            return ""
        role = words.value("membership", "role", _new(changes[0].values.get("role")))
        return pattern.format(person=words.label("membership", changes[0].row_id), role=role)

    return sentence


def _imported(gesture: Gesture, words: Words) -> str:
    number = gesture.added("article")
    return f"imported {number} {'article' if number == 1 else 'articles'}" if number else ""


def _is_cleared(value: Any) -> bool:
    return isinstance(value, list) and value[0] is not None and value[1] is None


_SENTENCES: dict[str, Callable[[Gesture, Words], str]] = {
    SCHEMA_CHANGED: lambda gesture, words: f"changed the tables, and stated {_counted(gesture)}",
    Verb.ARTICLE_ADDED: _titled("article", "added the article"),
    Verb.ARTICLE_SPLIT: _split,
    Verb.ARTICLES_IMPORTED: _imported,
    Verb.CLAIM_MARKED: _marked,
    Verb.CLAIM_REWORDED: _worded,
    Verb.CLAIM_DISMISSED: _dismissed,
    Verb.VERDICT_GIVEN: lambda gesture, words: _rating(gesture, words, "verdict", "gave the verdict"),
    Verb.VERDICT_REVISED: _revised,
    Verb.SOURCE_ADDED: _titled("source", "added the source"),
    Verb.SOURCE_CITED: _cited,
    Verb.NOTE_LEFT: _noted,
    Verb.RULING_DRAFTED: lambda gesture, words: _rating(gesture, words, "ruling", "drafted the ruling"),
    Verb.RULING_CORRECTED: _corrected,
    Verb.MEMBER_ADDED: _member("added {person} as {role}"),
    Verb.MEMBER_CHANGED: _member("made {person} {role}"),
    Verb.MEMBER_REMOVED: _member("removed {person}"),
    Verb.PROJECT_CREATED: _titled("project", "created the project", "name"),
    Verb.SCALE_DEFINED: _titled("ratingscale", "defined the rating scale", "name"),
}


def _unexplained(gesture: Gesture) -> str:
    return f"wrote to the database outside factcheck: {_counted(gesture)}"


def _counted(gesture: Gesture) -> str:
    """For instance `60 claims added, 1 article changed`."""
    operations = dict(Change.Operation.choices)
    return ", ".join(
        f"{number} {_noun(entity, number)} {operations.get(operation, operation)}"
        for (entity, operation), number in sorted(gesture.counts.items(), key=lambda item: -item[1])
    )


def _noun(entity: str, number: int) -> str:
    model = model_of(entity)
    if model is None:
        return entity
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def _subject(gesture: Gesture, words: Words) -> Subject | None:
    """The claim when all is about one, otherwise the thing whose stream it is, otherwise nothing."""
    articles = [int(stream[8:]) for stream in gesture.streams if stream.startswith("article:")]
    article_id = articles[0] if len(articles) == 1 else None
    claims = {change.claim_id for change in gesture.changes if change.claim_id}
    if len(claims) == 1:
        claim_id = claims.pop()
        return Subject("claim", claim_id, words.label("claim", claim_id), claim_id, article_id)
    if article_id is not None:
        return Subject("article", article_id, words.label("article", article_id), None, article_id)
    if len(gesture.streams) != 1:
        return None
    kind, _, number = next(iter(gesture.streams)).partition(":")
    entity = STREAM_ENTITIES.get(kind)
    if entity is None or not number.isdecimal():
        return None
    return Subject(entity, int(number), words.label(entity, int(number)))
