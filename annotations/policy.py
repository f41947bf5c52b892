"""Who may do what: one table, deny by default. Edges ask `may`, services call `require`; nothing else decides."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.history.actor import Actor
from annotations.models import Membership, Project, Role, User, Verb

_RANK = {role: rank for rank, role in enumerate((Role.VIEWER, Role.REVIEWER, Role.EDITOR, Role.OWNER))}

# The lowest role in the project that may do it. A verb that is not listed is nobody's.
LOWEST_ROLE: dict[Verb, Role] = {
    Verb.PROJECT_CHANGED: Role.OWNER,
    Verb.MEMBER_ADDED: Role.OWNER,
    Verb.MEMBER_CHANGED: Role.OWNER,
    Verb.MEMBER_REMOVED: Role.OWNER,
    Verb.VIEW_SAVED: Role.VIEWER,
    Verb.VIEW_RENAMED: Role.VIEWER,
    Verb.VIEW_DELETED: Role.VIEWER,
    Verb.ARTICLE_ADDED: Role.REVIEWER,
    Verb.ARTICLES_IMPORTED: Role.REVIEWER,
    Verb.ARTICLE_CHANGED: Role.REVIEWER,
    Verb.ARTICLE_SPLIT: Role.REVIEWER,
    Verb.CLAIM_MARKED: Role.REVIEWER,
    Verb.CLAIM_ACCEPTED: Role.REVIEWER,
    Verb.CLAIM_REWORDED: Role.REVIEWER,
    Verb.CLAIM_RESPANNED: Role.REVIEWER,
    Verb.CLAIM_CHANGED: Role.REVIEWER,
    Verb.CLAIM_TAGGED: Role.REVIEWER,
    Verb.CLAIM_UNTAGGED: Role.REVIEWER,
    Verb.CLAIM_ASSIGNED: Role.REVIEWER,
    Verb.CLAIM_UNASSIGNED: Role.REVIEWER,
    Verb.TAG_RENAMED: Role.EDITOR,
    Verb.TAG_DELETED: Role.EDITOR,
    Verb.CLAIM_DISMISSED: Role.REVIEWER,
    Verb.CLAIM_RESTORED: Role.REVIEWER,
    Verb.VERDICT_GIVEN: Role.REVIEWER,
    Verb.VERDICT_REVISED: Role.REVIEWER,
    Verb.VERDICT_WITHDRAWN: Role.REVIEWER,
    Verb.SOURCE_ADDED: Role.REVIEWER,
    Verb.SOURCE_CHANGED: Role.REVIEWER,
    Verb.SOURCE_FETCHED: Role.REVIEWER,
    Verb.SOURCE_CITED: Role.REVIEWER,
    Verb.CITATION_CHANGED: Role.REVIEWER,
    Verb.CITATION_WITHDRAWN: Role.REVIEWER,
    Verb.NOTE_LEFT: Role.REVIEWER,
    Verb.NOTE_CHANGED: Role.REVIEWER,
    Verb.NOTE_RESOLVED: Role.REVIEWER,
    Verb.NOTE_REOPENED: Role.REVIEWER,
    Verb.NOTE_WITHDRAWN: Role.REVIEWER,
    Verb.RULING_DRAFTED: Role.EDITOR,
    Verb.RULING_PUBLISHED: Role.EDITOR,
    Verb.RULING_CORRECTED: Role.EDITOR,
    Verb.RULING_RETRACTED: Role.EDITOR,
    Verb.CLAIM_SPLIT: Role.REVIEWER,
    Verb.CLAIMS_MERGED: Role.REVIEWER,
    Verb.OCCURRENCES_MARKED: Role.REVIEWER,
    # One's own gestures, and those of others. The verb of what is taken back is asked for as well.
    Verb.GESTURE_UNDONE: Role.REVIEWER,
    Verb.GESTURE_REDONE: Role.REVIEWER,
    Verb.GESTURE_REVERTED: Role.EDITOR,
    Verb.CHANGES_REVERTED: Role.EDITOR,
    Verb.HISTORY_REDACTED: Role.OWNER,
    Verb.HISTORY_ACKNOWLEDGED: Role.OWNER,
}

_ONLY = {
    Role.VIEWER: gettext_lazy("Only a viewer of the project may do this."),
    Role.REVIEWER: gettext_lazy("Only a reviewer of the project may do this."),
    Role.EDITOR: gettext_lazy("Only an editor of the project may do this."),
    Role.OWNER: gettext_lazy("Only an owner of the project may do this."),
}

# Where doing it to somebody else, or to what they made, asks for more than doing it to oneself.
LOWEST_ROLE_FOR_OTHERS: dict[Verb, Role] = {
    Verb.NOTE_WITHDRAWN: Role.EDITOR,
    Verb.CLAIM_ASSIGNED: Role.EDITOR,
    Verb.CLAIM_UNASSIGNED: Role.EDITOR,
}

# What the operator of the site (a superuser) does outside any project. Reviewing is not among it.
OPERATOR_VERBS = frozenset(
    {
        Verb.PROJECT_CREATED,
        Verb.PROJECT_CHANGED,
        Verb.MEMBER_ADDED,
        Verb.MEMBER_CHANGED,
        Verb.MEMBER_REMOVED,
        Verb.SCALE_DEFINED,
        Verb.PERSON_ADDED,
        Verb.PERSON_CHANGED,
        # A court's order or a person's right reaches whoever runs the site.
        Verb.HISTORY_REDACTED,
        Verb.HISTORY_ACKNOWLEDGED,
    }
)

# What a person may do to their own things, wherever they are.
OWN_VERBS = frozenset({Verb.TOKEN_ISSUED, Verb.TOKEN_REVOKED, Verb.PREFERENCES_CHANGED, Verb.MENTIONS_SEEN})


def may(actor: Actor, verb: Verb, project: Project | None = None) -> bool:
    """Whether the actor may do this in the project, or on the site when no project is named."""
    if not actor.may_write:
        return False
    if actor.person is None:
        return True  # The operator's own programs; edges always name a person.
    if not actor.person.is_active:
        return False
    if verb in OWN_VERBS or (verb in OPERATOR_VERBS and actor.person.is_superuser):
        return True
    lowest = LOWEST_ROLE.get(verb)
    role = role_in(actor.person, project) if project else None
    return lowest is not None and role is not None and _RANK[role] >= _RANK[lowest]


def may_for_others(actor: Actor, verb: Verb, project: Project) -> bool:
    """Whether the actor may do this to others or to what they made. Verbs that know no difference are nobody's here."""
    if actor.person is None or not may(actor, verb, project):
        return may(actor, verb, project)
    lowest, role = LOWEST_ROLE_FOR_OTHERS.get(verb), role_in(actor.person, project)
    return lowest is not None and role is not None and _RANK[role] >= _RANK[lowest]


def allowed(actor: Actor, project: Project) -> frozenset[Verb]:
    """Everything the actor may do in the project, for a page that shows many gestures; agrees with `may`."""
    return rights(actor, project).own


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do in a project: to what is their own, and what of it to others as well."""

    own: frozenset[Verb]
    others: frozenset[Verb]


def rights(actor: Actor, project: Project) -> Rights:
    """Both in one query; agrees with `may` and `may_for_others`."""
    if actor.person is None:
        verbs = frozenset(LOWEST_ROLE) if actor.may_write else frozenset()
        return Rights(verbs, verbs)
    role = role_in(actor.person, project) if actor.may_write and actor.person.is_active else None
    return Rights(_reached(LOWEST_ROLE, role), _reached(LOWEST_ROLE_FOR_OTHERS, role))


def _reached(lowest: dict[Verb, Role], role: Role | None) -> frozenset[Verb]:
    return frozenset(verb for verb, least in lowest.items() if role and _RANK[role] >= _RANK[least])


def reviewers_of(project: Project) -> QuerySet[User]:
    """The people who may be asked to review claims of the project: its members, but for those who only read."""
    roles = [role for role, rank in _RANK.items() if rank >= _RANK[LOWEST_ROLE[Verb.VERDICT_GIVEN]]]
    members = Membership.objects.filter(project=project, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=members.values("person"))


def require(actor: Actor, verb: Verb, project: Project | None = None) -> None:
    """Raises PermissionDenied, saying in plain words what the actor's role lacks."""
    if may(actor, verb, project):
        return
    if not actor.may_write:
        raise PermissionDenied(_("This API token may only read."))
    lowest = LOWEST_ROLE.get(verb)
    raise PermissionDenied(_ONLY[lowest] if lowest else _("Only an operator of the site may do this."))


def role_in(person: User, project: Project) -> Role | None:
    """The person's role, or None for somebody who is no member."""
    role = Membership.objects.filter(person=person, project=project).values_list("role", flat=True).first()
    return Role(role) if role else None


def visible_projects(person: User) -> QuerySet[Project]:
    """The projects whose existence the person may know of."""
    if not person.is_active:
        return Project.objects.none()
    if person.is_superuser:
        return Project.objects.all()
    return Project.objects.filter(memberships__person=person)
