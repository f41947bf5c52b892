"""Owns the small looks of a timeline's entry, and the notice of writes from outside. Escapes whatever it is given."""

from __future__ import annotations

from django import template
from django.db.models import QuerySet

from annotations.models import Project, Role, User, Verb
from annotations.policy import role_in
from annotations.selectors.outside_writes import notices
from annotations.selectors.timeline.entry import Entry, FieldChange
from annotations.text.word_diff import Stretch, word_diff

register = template.Library()

# Text that stayed is told up to this many code points at each end of a stretch.
KEPT = 120
# A text without a counterpart is folded when it is longer.
LONG = 600
OPENING = 240
# Where the same is told at length.
WITHOUT_NOTICE = {"project_outside", "site_outside"}

_ICONS = {
    "verdict": "check",
    "ruling": "published",
    "claim": "quote",
    "claims": "merge",
    "occurrences": "quote",
    "source": "source",
    "citation": "source",
    "note": "note",
    "article": "article",
    "articles": "upload",
    "project": "project",
    "member": "people",
    "person": "person",
    "token": "key",
    "scale": "rules",
    "gesture": "undo",
    "changes": "undo",
    "history": "history",
}
_ICONS_OF_VERBS = {"claim.split": "split", "claim.dismissed": "dismissed", "claim.restored": "redo"}


@register.filter
def entry_icon(entry: Entry) -> str:
    """The icon beside the entry's sentence, which says the same."""
    if not entry.attributed:
        return "warning"
    return _ICONS_OF_VERBS.get(entry.verb) or _ICONS.get(entry.verb.partition(".")[0], "pencil")


# Columns of which the sentence of a gesture says all that there is to say.
_SAID_BY = {
    Verb.ARTICLE_SPLIT: {"kind", "claimant", "proposed_by", "said_on", ""},
    Verb.CLAIM_ACCEPTED: {"state"},
    Verb.CLAIM_DISMISSED: {"state", "dismissal"},
    Verb.CLAIM_RESTORED: {"state", "dismissal"},
    Verb.CLAIM_TAGGED: {"name"},
    Verb.CLAIM_ASSIGNED: {"person_id"},
    Verb.CLAIM_UNASSIGNED: {"person_id"},
    Verb.VERDICT_GIVEN: {"state"},
    Verb.VERDICT_WITHDRAWN: {"withdrawn_at"},
    Verb.CITATION_WITHDRAWN: {"withdrawn_at"},
    Verb.NOTE_LEFT: {"replies_to_id"},
    Verb.NOTE_RESOLVED: {"resolved_by_id", "resolved_at"},
    Verb.NOTE_REOPENED: {"resolved_by_id", "resolved_at"},
    Verb.NOTE_WITHDRAWN: {"withdrawn_at"},
    Verb.RULING_DRAFTED: {"state"},
    Verb.RULING_PUBLISHED: {"state", "published_by_id", "published_at"},
    Verb.RULING_RETRACTED: {"state"},
    Verb.MEMBER_ADDED: {"person_id", "role"},
    Verb.MEMBER_CHANGED: {"role"},
}


@register.filter
def parts_beside(entry: Entry) -> list[FieldChange]:
    """The values worth reading below the sentence: not those that it says, or quotes whole."""
    said: set[str] = _SAID_BY.get(Verb(entry.verb), set()) if entry.verb in Verb.values else set()
    return [
        part
        for part in entry.parts
        if (part.column not in said or part.erasure)
        and (not (part.kind == "value" or not part.old) or not _is_said(entry, part))
    ]


def _is_said(entry: Entry, part: FieldChange) -> bool:
    values = [" ".join(value.split()) for value in (part.old, part.new) if value]
    return all(f"“{value}”" in entry.sentence or f"({value})" in entry.sentence for value in values)


@register.filter
def stretches(part: FieldChange) -> list[Stretch]:
    """Old and new text in one, word by word; what stayed is cut in the middle where it is long."""
    return [
        Stretch("same", _cut(stretch.text)) if stretch.part == "same" else stretch
        for stretch in word_diff(part.old, part.new)
    ]


@register.filter
def opening(text: str) -> str:
    """The beginning of a text that is too long to stand in a list; empty for one that is not."""
    return f"{text[:OPENING].rstrip()} …" if len(text) > LONG else ""


def _cut(text: str) -> str:
    if len(text) <= 2 * KEPT + 20:
        return text
    head, tail = text[:KEPT], text[-KEPT:]
    return f"{head.rpartition(' ')[0] or head} […] {tail.partition(' ')[2] or tail}"


@register.inclusion_tag("annotations/timeline_notice.html", takes_context=True)
def outside_notice(context: template.Context) -> dict[str, object]:
    """Tells owners, and operators, of writes that nobody responsible has looked at; for everybody else it is empty."""
    request = context.get("request")
    person = getattr(request, "user", None)
    match = getattr(request, "resolver_match", None)
    if not isinstance(person, User) or match is None or match.url_name in WITHOUT_NOTICE:
        return {"notices": []}
    project = context.get("project")
    if isinstance(project, Project):
        return {"notices": notices([project]) if _is_theirs(context, person, project) else []}
    if match.url_name != "home":
        return {"notices": []}
    projects = Project.objects.all() if person.is_superuser else _owned(person)
    return {"notices": notices(projects, with_site=person.is_superuser)}


def _is_theirs(context: template.Context, person: User, project: Project) -> bool:
    if person.is_superuser:
        return True
    verbs = context.get("allowed_verbs")
    if isinstance(verbs, frozenset):
        return Verb.HISTORY_ACKNOWLEDGED in verbs
    return role_in(person, project) == Role.OWNER


def _owned(person: User) -> QuerySet[Project]:
    return Project.objects.filter(memberships__person=person, memberships__role=Role.OWNER)
