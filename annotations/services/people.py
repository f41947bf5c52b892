"""Owns accounts and who belongs to a project."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import ApiToken, Membership, Project, Role, User, Verb
from annotations.policy import require
from annotations.services.assignments import take_off_everything
from annotations.services.rows import changed, locked, refuse, stored


def add_person(
    *,
    actor: Actor,
    username: str,
    password: str | None,
    display_name: str = "",
    email: str = "",
    is_operator: bool = False,
) -> User:
    """Add an account; None for the password makes one that cannot log in. Operators also reach the admin."""
    require(actor, Verb.PERSON_ADDED)
    person = User(
        username=username,
        display_name=display_name,
        email=email,
        is_staff=is_operator,
        is_superuser=is_operator,
    )
    if password is not None:
        validate_password(password, person)
    person.set_password(password)
    with recorded(actor, Verb.PERSON_ADDED):
        return stored(person)


def change_person(*, actor: Actor, person: User, reason: str = "", **values: object) -> User:
    """Change an account's username, display_name, email, is_active, is_staff or is_superuser."""
    require(actor, Verb.PERSON_CHANGED)
    allowed = {
        "username",
        "display_name",
        "first_name",
        "last_name",
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
    }
    if unknown := values.keys() - allowed:
        raise refuse(min(unknown), _("This cannot be changed here."))
    with recorded(actor, Verb.PERSON_CHANGED, reason=reason):
        current = User.objects.select_for_update().get(pk=person.pk)
        for name, value in values.items():
            setattr(current, name, value)
        keep_an_operator(current)
        return stored(current)


def set_password(*, actor: Actor, person: User, password: str, revokes_tokens: bool = True) -> User:
    """Set a person's password: their own, or anybody's for an operator.

    Their API tokens open nothing from now on, for whoever knew the old password may have made one; unless
    `revokes_tokens` is false.
    """
    if actor.person != person:
        require(actor, Verb.PERSON_CHANGED)
    validate_password(password, person)
    with recorded(actor, Verb.PERSON_CHANGED, reason="new password"):
        current = User.objects.select_for_update().get(pk=person.pk)
        current.set_password(password)
        if revokes_tokens:
            for token in ApiToken.objects.select_for_update().filter(person=current, revoked_at__isnull=True):
                token.revoked_at = timezone.now()
                stored(token)
        return stored(current)


def add_member(*, actor: Actor, project: Project, person: User, role: Role) -> Membership:
    require(actor, Verb.MEMBER_ADDED, project)
    with recorded(actor, Verb.MEMBER_ADDED):
        return stored(Membership(project=project, person=person, role=role))


def change_role(
    *, actor: Actor, membership: Membership, version: int | None, role: Role, reason: str = ""
) -> Membership:
    require(actor, Verb.MEMBER_CHANGED, membership.project)
    with recorded(actor, Verb.MEMBER_CHANGED, reason=reason):
        current = locked(membership, version)
        _keep_an_owner(current, role)
        return changed(current, role=role)


def remove_member(*, actor: Actor, membership: Membership, version: int | None, reason: str = "") -> None:
    """The person loses access and is asked for nothing any more; everything they did stays theirs."""
    require(actor, Verb.MEMBER_REMOVED, membership.project)
    with recorded(actor, Verb.MEMBER_REMOVED, reason=reason):
        current = locked(membership, version)
        _keep_an_owner(current, None)
        take_off_everything(current.person, current.project)
        current.delete()


def keep_an_operator(person: User) -> None:
    """Raises ValidationError when the person, not an operator from now on, was the only one."""
    operators = User.objects.select_for_update().filter(is_superuser=True, is_staff=True, is_active=True)
    if person.is_superuser and person.is_staff and person.is_active:
        return
    held = list(operators.order_by("pk").values_list("pk", flat=True))
    if held == [person.pk]:
        raise refuse(
            "is_superuser", _("The site keeps at least one operator: make somebody else operator first.")
        )


def _keep_an_owner(membership: Membership, role: Role | None) -> None:
    if membership.role != Role.OWNER or role == Role.OWNER:
        return
    others = Membership.objects.select_for_update().filter(project=membership.project, role=Role.OWNER)
    if not others.exclude(pk=membership.pk).exists():
        raise refuse("role", _("A project keeps at least one owner: make somebody else owner first."))
