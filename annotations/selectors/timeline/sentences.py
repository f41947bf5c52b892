"""Owns putting a timeline's entry together: the sentence, what it was about, which claims came of which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from annotations.models import Change, Channel, Lineage, Verb
from annotations.selectors.erasures import Erasure, erasures_of_actions
from annotations.selectors.lineage import INTO
from annotations.selectors.timeline.entry import Entry, Kin, Subject
from annotations.selectors.timeline.gesture_values import quoted
from annotations.selectors.timeline.parts import parts_of
from annotations.selectors.timeline.passages import Texts, fragments_of
from annotations.selectors.timeline.predicates import predicate, restored, taken_back
from annotations.selectors.timeline.reversals import Reversals, reversals_among
from annotations.selectors.timeline.window import TOLD_ONE_BY_ONE, Gesture
from annotations.selectors.timeline.words import STREAM_ENTITIES, Words

__all__ = ["entries_of", "quoted"]

_LINEAGE_VERBS = {Verb.CLAIM_SPLIT, Verb.CLAIMS_MERGED, Verb.OCCURRENCES_MARKED}
# (claim made, claim it was made of, how)
Pair = tuple[int, int, Lineage.How]


def entries_of(gestures: Sequence[Gesture], about_claim: int | None = None) -> tuple[Entry, ...]:
    """One entry a gesture, in the same order. `about_claim` is the claim whose timeline it is, if it is one's."""
    lineage = _lineage(gestures)
    related = {("claim", pk) for pairs in lineage.values() for made, of, _how in pairs for pk in (made, of)}
    words = Words.of(gestures, related)
    moved = [
        fragments.article_id
        for gesture in gestures
        for fragments in fragments_of(_told(gesture)).values()
        if fragments.is_move
    ]
    texts = Texts(moved)
    reversals = reversals_among(
        {gesture.action.pk: gesture.action.reverts for gesture in gestures if gesture.action}
    )
    erased = erasures_of_actions(
        gesture.action.pk for gesture in gestures if gesture.action and not gesture.action.nonce
    )
    entries = (
        _entry(gesture, words, texts, _kin(lineage.get(_id(gesture), ()), words, about_claim), reversals)
        for gesture in gestures
    )
    return tuple(
        replace(entry, erasure=_erasure(erased[entry.id])) if entry.id in erased else entry
        for entry in entries
    )


def _erasure(columns: Mapping[str, Erasure]) -> str:
    """Of the reason first: it is what a reader misses."""
    told = sorted(columns, key=lambda column: column != "reason")
    return "; ".join(dict.fromkeys(columns[column].sentence for column in told))


def _entry(gesture: Gesture, words: Words, texts: Texts, kin: tuple[Kin, ...], reversals: Reversals) -> Entry:
    action = gesture.action
    who = action.actor_label if action else gesture.changes[-1].db_user
    who = who or _("Somebody")
    if action and action.on_behalf_of:
        who = _("%(who)s for %(whom)s") % {"who": who, "whom": action.on_behalf_of}
    takes_back = reversals.takes.get(_id(gesture), ())
    what = restored(reversals.to_seal.get(_id(gesture)))
    if not what and action:
        what = taken_back(action.verb, action.actor_id, reversals.of(action.pk))
    what = what or predicate(gesture, words)
    channel = dict(Channel.choices).get(action.channel, action.channel) if action else _("database")
    return Entry(
        id=action.pk if action else None,
        at=action.at if action else gesture.changes[-1].at,
        who=who,
        actor_id=action.actor_id if action else None,
        sentence=_("%(who)s %(what)s") % {"who": who, "what": what},
        verb=action.verb if action else "",
        reason=action.reason if action else "",
        channel=str(channel),
        attributed=action is not None,
        parts=parts_of(_told(gesture), words, texts),
        subject=_subject(gesture, words),
        kin=kin,
        takes_back=takes_back,
        is_partial=bool(action and action.verb == Verb.CHANGES_REVERTED),
        taken_by=reversals.by.get(_id(gesture), ()),
        count=gesture.count,
        newest=gesture.newest,
    )


def _id(gesture: Gesture) -> int:
    return gesture.action.pk if gesture.action else 0


def _told(gesture: Gesture) -> list[Change]:
    """The Changes told one by one: none of a very large gesture, whose counts are told."""
    return gesture.changes if gesture.count <= TOLD_ONE_BY_ONE else []


def _lineage(gestures: Iterable[Gesture]) -> dict[int, list[Pair]]:
    """Action id -> which claims it made of which. From the record, for a claim that is gone has no lineage any more."""
    asked = [
        gesture.action.pk for gesture in gestures if gesture.action and gesture.action.verb in _LINEAGE_VERBS
    ]
    found: dict[int, list[Pair]] = {}
    if not asked:
        return found
    made = Change.objects.filter(action_id__in=asked, entity="lineage", operation=Change.Operation.INSERT)
    for change in made.order_by("id"):
        values = change.values
        if values.get("how") in Lineage.How.values:
            pair = (int(values["claim_id"]), int(values["predecessor_id"]), Lineage.How(values["how"]))
            found.setdefault(change.action_id or 0, []).append(pair)
    return found


def _kin(pairs: Iterable[Pair], words: Words, about: int | None) -> tuple[Kin, ...]:
    """Of a claim's own timeline only what concerns that claim; elsewhere all of it."""
    found: dict[tuple[str, int], Kin] = {}
    for made, of, how in pairs:
        told = []
        if about in (None, made):
            told.append((str(how.label), of))
        if about in (None, of):
            told.append((str(INTO[how]), made))
        for said, claim_id in told:
            found[said, claim_id] = Kin(said, claim_id, words.label("claim", claim_id))
    made_of_it = {str(said) for said in INTO.values()}
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[0] in made_of_it, key[1])))


def _subject(gesture: Gesture, words: Words) -> Subject | None:
    """The claim when all is about one, otherwise the thing whose stream it is, otherwise nothing."""
    articles = [
        int(stream[8:])
        for stream in gesture.streams
        if stream.startswith("article:") and stream[8:].isdecimal()
    ]
    article_id = articles[0] if len(articles) == 1 else None
    claims = {change.claim_id for change in gesture.changes if change.claim_id}
    if len(claims) == 1:
        claim_id = claims.pop()
        return Subject("claim", claim_id, words.label("claim", claim_id), claim_id, article_id)
    if article_id is not None:
        return Subject("article", article_id, words.label("article", article_id), None, article_id)
    if len(gesture.streams) != 1:
        return None
    kind, _colon, number = next(iter(gesture.streams)).partition(":")
    entity = STREAM_ENTITIES.get(kind)
    if entity is None or not number.isdecimal():
        return None
    return Subject(entity, int(number), words.label(entity, int(number)))
