"""Owns remarks on claims, articles, verdicts and sources."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Article, Claim, Note, Project, Source, Verb, Verdict
from annotations.policy import may_for_others, require
from annotations.services.mentions import follow_mentions
from annotations.services.places import Place, place_values
from annotations.services.rows import changed, locked, refuse, stored

Subject = Article | Claim | Verdict | Source


def leave_note(
    *,
    actor: Actor,
    about: Subject,
    text: str,
    is_public: bool = False,
    replies_to: Note | None = None,
    place: Place | None = None,
) -> Note:
    """Leave a note, or answer one that is about the same thing. `place` is where in the article it points."""
    project = project_of(about)
    require(actor, Verb.NOTE_LEFT, project)
    if actor.person is None:
        raise refuse("author", _("A note is a person's, never a program's."))
    subject = _subject(about)
    if replies_to is not None and any(getattr(replies_to, name) != value for name, value in subject.items()):
        raise refuse("replies_to", _("An answer is about the same thing as the note it answers."))
    if replies_to is not None and replies_to.withdrawn_at:
        raise refuse("replies_to", _("The note is withdrawn. Leave a new one."), "withdrawn")
    with recorded(actor, Verb.NOTE_LEFT):
        note = stored(
            Note(
                project=project,
                text=text,
                is_public=is_public,
                replies_to=replies_to,
                author=actor.person,
                **subject,
                **place_values(about, place),
            )
        )
        follow_mentions(note)
        return note


def change_note(
    *, actor: Actor, note: Note, version: int | None, text: str | None = None, is_public: bool | None = None
) -> Note:
    """Change one's own note; None leaves a value as it is."""
    require(actor, Verb.NOTE_CHANGED, note.project)
    with recorded(actor, Verb.NOTE_CHANGED):
        current = _standing(locked(note, version))
        if current.author != actor.person:
            raise refuse("author", _("Only its author changes a note."))
        note = changed(
            current,
            text=current.text if text is None else text,
            is_public=current.is_public if is_public is None else is_public,
        )
        follow_mentions(note)
        return note


def resolve_note(*, actor: Actor, note: Note, version: int | None) -> Note:
    require(actor, Verb.NOTE_RESOLVED, note.project)
    with recorded(actor, Verb.NOTE_RESOLVED):
        current = _standing(locked(note, version))
        if current.resolved_at:
            raise refuse("note", _("The note is resolved already."))
        return changed(current, resolved_at=timezone.now(), resolved_by=actor.person)


def reopen_note(*, actor: Actor, note: Note, version: int | None) -> Note:
    require(actor, Verb.NOTE_REOPENED, note.project)
    with recorded(actor, Verb.NOTE_REOPENED):
        current = _standing(locked(note, version))
        if not current.resolved_at:
            raise refuse("note", _("The note is not resolved."))
        return changed(current, resolved_at=None, resolved_by=None)


def withdraw_note(*, actor: Actor, note: Note, version: int | None, reason: str = "") -> Note:
    """Take a note back: its author, or an editor who says why."""
    require(actor, Verb.NOTE_WITHDRAWN, note.project)
    if note.author != actor.person:
        if not may_for_others(actor, Verb.NOTE_WITHDRAWN, note.project):
            raise refuse("author", _("Only its author or an editor withdraws a note."))
        if not reason:
            raise refuse("reason", _("Say why you withdraw somebody else's note."), "required")
    with recorded(actor, Verb.NOTE_WITHDRAWN, reason=reason):
        current = locked(note, version)
        if current.withdrawn_at:
            raise refuse("note", _("The note is withdrawn already."))
        return changed(current, withdrawn_at=timezone.now())


def _standing(note: Note) -> Note:
    if note.withdrawn_at:
        raise refuse("note", _("The note is withdrawn. Leave a new one."), "withdrawn")
    return note


def project_of(about: Subject) -> Project:
    """The project that a thing belongs to."""
    if isinstance(about, Verdict):
        return about.claim.article.project
    if isinstance(about, Claim):
        return about.article.project
    return about.project


def _subject(about: Subject) -> dict[str, Subject | None]:
    empty: dict[str, Subject | None] = {"article": None, "claim": None, "verdict": None, "source": None}
    if isinstance(about, Source):
        return empty | {"source": about}
    if isinstance(about, Article):
        return empty | {"article": about}
    if isinstance(about, Claim):
        return empty | {"article": about.article, "claim": about}
    return empty | {"article": about.claim.article, "claim": about.claim, "verdict": about}
