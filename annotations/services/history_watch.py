"""Owns telling owners and operators by mail of writes from outside: one digest a project, never twice for the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import Alert, Project, Role, User
from annotations.selectors.outside_writes import OutsideWrite, outside_writes_in, told, untold_writes

# Rows named in a mail; the page names them all.
NAMED = 20
# Tells where the page of a project, or of the site for None, is.
Addresses = Callable[[Project | None], str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What one run did: mails sent, and why others were not, in words."""

    alerts: int
    mails: int
    troubles: tuple[str, ...]


def watch_history(*, address_of: Addresses) -> Sent:
    """Mail everybody responsible what was written outside factcheck since the last mail, unless they looked already."""
    for project, changes in untold_writes():
        _note(project, changes)
    mails = alerts = 0
    troubles: list[str] = []
    for alert in Alert.objects.filter(sent_at__isnull=True).select_related("project").order_by("id"):
        people = _responsible(alert.project)
        if not people:
            troubles.append(
                _("Nobody responsible for %(what)s has a mail address.") % {"what": _name(alert.project)}
            )
            continue
        if not _claimed(alert):
            continue  # Another run is sending it.
        try:
            mails += _send(alert, people, address_of(alert.project))
            alerts += 1
        except OSError as refused:
            Alert.objects.filter(pk=alert.pk).update(sent_at=None)
            troubles.append(
                _("No mail about %(what)s: %(why)s") % {"what": _name(alert.project), "why": refused}
            )
    return Sent(alerts, mails, tuple(troubles))


def _note(project: Project | None, changes: list[int]) -> None:
    """Kept before it is sent, so that a later run finds what this one could not send."""
    with transaction.atomic():
        last = Alert.objects.select_for_update().filter(project=project).order_by("-change_id").first()
        fresh = [pk for pk in changes if last is None or pk > last.change_id]
        if fresh:
            Alert.objects.create(project=project, change_id=max(fresh), writes=len(fresh))


def _claimed(alert: Alert) -> bool:
    """Marked as sent first: where the program dies half-way the mail is lost, not doubled; the pages still tell."""
    unsent = Alert.objects.filter(pk=alert.pk, sent_at__isnull=True)
    return bool(unsent.update(sent_at=timezone.now()))


def _responsible(project: Project | None) -> list[User]:
    people = User.objects.filter(is_active=True).exclude(email="")
    if project is None:
        return list(people.filter(is_superuser=True))
    owners = people.filter(memberships__project=project, memberships__role=Role.OWNER)
    return list(owners) or list(people.filter(is_superuser=True))


def _send(alert: Alert, people: list[User], address: str) -> int:
    """One mail a person, so that nobody sees another's address."""
    subject = ngettext(
        "%(what)s: one write from outside", "%(what)s: %(number)s writes from outside", alert.writes
    ) % {"what": _name(alert.project), "number": alert.writes}
    body = _body(alert, address)
    return sum(EmailMessage(" ".join(subject.split()), body, to=[person.email]).send() for person in people)


def _body(alert: Alert, address: str) -> str:
    before = Alert.objects.filter(project=alert.project, change_id__lt=alert.change_id).order_by("-change_id")
    after = before.values_list("change_id", flat=True).first() or 0
    changes = outside_writes_in(alert.project).filter(pk__gt=after, pk__lte=alert.change_id)
    lines = [_line(write) for write in told(changes[:NAMED])]
    if alert.writes > len(lines):
        lines.append(_("and %(number)s more") % {"number": alert.writes - len(lines)})
    intro = _(
        "These rows were changed in the database itself, not in factcheck. Nobody’s gesture explains them:"
    )
    return "\n".join([intro, "", *lines, "", _("Look at them: %(address)s") % {"address": address}, ""])


def _line(write: OutsideWrite) -> str:
    """Names the row and its columns; the values stay on the page, where rights hold."""
    columns = ", ".join(value.label for value in write.values)
    user = write.db_user or "–"
    return f"- {write.at:%Y-%m-%d %H:%M} {write.table} {write.row_id} {write.operation} ({columns}), {user}"


def _name(project: Project | None) -> str:
    return project.name if project else _("the site")
