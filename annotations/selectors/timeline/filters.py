"""Owns what a timeline may be asked for: who, what, which field, through which channel, when. Fetches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from annotations.models import Channel
from annotations.selectors.timeline.kinds import FIELDS, VERB_GROUPS, verbs_named

# Asked for as a channel: writes that no Action explains.
OUTSIDE = "outside"
# Asked for as a person: the operator's own programs.
PROGRAMS = "programs"
NAMES = ("who", "verb", "field", "channel", "since", "until")
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty values filter nothing. `who` is a person's id or PROGRAMS. Days are whole ones of the current time zone."""

    who: str = ""
    verb: str = ""
    field: str = ""
    channel: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, each.name) for each in fields(self))

    @property
    def asks_actions(self) -> bool:
        """Whether anything is asked that only an Action can answer: its period is asked of it as well."""
        return bool(self.who or self.verb or self.channel or self.since or self.until)

    @property
    def takes_outside(self) -> bool:
        """Whether writes that no Action explains can be among the answers."""
        return not self.who and not self.verb and self.channel in {"", OUTSIDE}

    @property
    def takes_actions(self) -> bool:
        return self.channel != OUTSIDE

    def of_actions(self, prefix: str = "") -> Q:
        """Conditions on an Action, or on what `prefix` leads to one from."""
        asked = Q()
        if self.who == PROGRAMS:
            asked &= Q(**{f"{prefix}actor_id__isnull": True})
        elif self.who:
            asked &= Q(**{f"{prefix}actor_id": int(self.who)})
        if self.verb:
            asked &= Q(**{f"{prefix}verb__in": verbs_named(self.verb)})
        if self.channel:
            asked &= Q(**{f"{prefix}channel": self.channel})
        return asked & self._period(f"{prefix}at")

    def of_outside(self) -> Q:
        """Conditions on a Change that no Action explains."""
        return Q(action__isnull=True) & self._period("at") & self.of_fields()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of rows that have the field asked for; none where no field is."""
        return tuple(entity for entity, _ in FIELDS[self.field].columns) if self.field else ()

    def of_fields(self) -> Q:
        """Conditions on a Change that concern what it changed."""
        asked = Q()
        for entity, columns in FIELDS[self.field].columns if self.field else ():
            # A user's own quotation mark is escaped in JSON, so this is found in no text.
            held = Q(*(Q(body__contains=f'"{column}":') for column in columns), _connector=Q.OR)
            asked |= Q(entity=entity) & held if columns else Q(entity=entity)
        return asked

    def of_changes(self) -> Q:
        """Conditions on a Change, with its Action or without one."""
        if not self.takes_actions and not self.takes_outside:
            return Q(pk__in=[])  # What nobody did was asked for, and who did it.
        told = Q()
        if self.takes_actions:
            # Without a question to it, the Action is not even looked up.
            explained = self.of_actions("action__") if self.asks_actions else Q(action__isnull=False)
            told |= explained & self.of_fields()
        if self.takes_outside:
            told |= self.of_outside()
        return told if self.asks_actions else self.of_fields()

    def _period(self, column: str) -> Q:
        asked = Q()
        if self.since:
            asked &= Q(**{f"{column}__gte": _midnight(self.since)})
        if self.until:
            asked &= Q(**{f"{column}__lt": _midnight(self.until + timedelta(days=1))})
        return asked

    def on(self, day: date) -> Filters:
        """The same questions, about one day."""
        return replace(self, since=day, until=day)

    def as_query(self) -> dict[str, str]:
        """Names and values for an address, without the empty ones."""
        return {name: str(value) for name in NAMES if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood of an address, and a sentence for each value that was not: name -> sentence."""

    filters: Filters
    problems: dict[str, str]


def read_filters(given: Mapping[str, Any]) -> Asked:
    """Filters out of an address or a form. What is not understood filters nothing and is told."""
    kept: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, read in _READERS.items():
        text = str(given.get(name) or "").strip()
        if not text:
            continue
        try:
            kept[name] = read(text)
        except ValueError as refused:
            problems[name] = str(refused)
    if kept.get("since") and kept.get("until") and kept["since"] > kept["until"]:
        problems["until"] = _("The period ends before it begins. Its end was left out.")
        del kept["until"]
    return Asked(Filters(**kept), problems)


def day_named(text: str) -> date:
    """A day such as `2026-11-24`. Raises ValueError, in words, for what is none, or too near the calendar's ends."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if len(text) != 10 or not 1 < day.year < 9999:
        raise ValueError(_("“%(text)s” is not a day. Write it as 2026-11-24.") % {"text": text[:40]})
    return day


def _who(text: str) -> str:
    if text == PROGRAMS or (text.isascii() and text.isdecimal() and len(text) < 19):
        return text
    raise ValueError(_("“%(text)s” is nobody’s number.") % {"text": text[:40]})


def _verb(text: str) -> str:
    if verbs_named(text):
        return text
    groups = ", ".join(VERB_GROUPS)
    raise ValueError(
        _("“%(text)s” is nothing that people do here. Known are: %(known)s.")
        % {"text": text[:40], "known": groups}
    )


def _field(text: str) -> str:
    return _one_of(text, FIELDS, _("“%(text)s” is no field of the history. Known are: %(known)s."))


def _channel(text: str) -> str:
    known = (*Channel.values, OUTSIDE)
    return _one_of(text, known, _("“%(text)s” is no channel. Known are: %(known)s."))


def _one_of(text: str, known: Any, refusal: str) -> str:
    if text in known:
        return text
    raise ValueError(refusal % {"text": text[:40], "known": ", ".join(known)})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


_READERS = {
    "who": _who,
    "verb": _verb,
    "field": _field,
    "channel": _channel,
    "since": day_named,
    "until": day_named,
}
