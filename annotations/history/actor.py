"""Owns who is acting, through which channel. Passed to every service; never kept in a global."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.models import Channel, User


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or a program by its label, at one door."""

    person: User | None
    channel: Channel
    label: str = ""
    request_id: str = ""
    client: str = ""
    on_behalf_of: str = ""
    # False for an API token that may only read.
    may_write: bool = True

    @property
    def id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def name(self) -> str:
        """The label that the history keeps when the account is gone."""
        if self.label:
            return self.label[:150]
        return str(self.person)[:150] if self.person else "factcheck"


def program(label: str, channel: Channel = Channel.COMMAND, on_behalf_of: str = "") -> Actor:
    """The operator's own programs (seeds, imports without a named person): trusted, and shown by their label."""
    return Actor(person=None, channel=channel, label=label, on_behalf_of=on_behalf_of)
