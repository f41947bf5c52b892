"""Owns who is named in a note: a Mention for every member whose @name stands in it. A name of nobody stays text."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Mention, Note, User, Verb
from annotations.policy import require
from annotations.services.rows import refuse, stored
from annotations.text.mentions import calls

MOST = 30  # in a note


def follow_mentions(note: Note) -> None:
    """Inside an Action: bring the note's Mentions in line with its text. Who names themselves has seen it."""
    named = _named(note) if "@" in note.text else {}
    if len(named) > MOST:
        raise refuse("text", _("A note names at most %(most)s people.") % {"most": MOST})
    standing = {mention.person_id: mention for mention in note.mentions.all()}
    for person_id in standing.keys() - named.keys():
        standing[person_id].delete()
    for person_id in sorted(named.keys() - standing.keys()):
        seen_at = timezone.now() if person_id == note.author_id else None
        stored(Mention(note=note, person=named[person_id], seen_at=seen_at))


def see_mentions(*, actor: Actor, mentions: Sequence[Mention]) -> int:
    """The person has seen these Mentions of them. Returns how many were new to them."""
    require(actor, Verb.MENTIONS_SEEN)
    with recorded(actor, Verb.MENTIONS_SEEN):
        own = Mention.objects.select_for_update().filter(
            person=actor.person, seen_at__isnull=True, pk__in=[mention.pk for mention in mentions]
        )
        return own.update(seen_at=timezone.now())


def _named(note: Note) -> dict[int, User]:
    """The members whose names stand in the note. Two names that differ in case alone name nobody but exactly."""
    members = User.objects.filter(memberships__project=note.project_id, is_active=True)
    by_name: dict[str, list[User]] = {}
    for member in members:
        by_name.setdefault(member.username.casefold(), []).append(member)
    found: dict[int, User] = {}
    for call in calls(note.text, by_name):
        same = by_name[call.name]
        exact = [each for each in same if each.username == note.text[call.span.start + 1 : call.span.end]]
        for person in exact or (same if len(same) == 1 else []):
            found[person.pk] = person
    return found
