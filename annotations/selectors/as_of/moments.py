"""Answers which moments an article went through: its seals with who did what, in pages, and what readers saw change.

A moment is a seal: one gesture of one person, or writes that no gesture explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from annotations.models import Action, Article, Change, Seal, Verb
from annotations.selectors.as_of.articles import End, stream_of

# Moments told at once: a slider asks for the rest as it comes there.
TOLD = 100
# Marks on a slider; more could not be told apart.
MARKED = 400
PUBLIC = (Verb.RULING_PUBLISHED, Verb.RULING_CORRECTED, Verb.RULING_RETRACTED)
# Where a slider tells the day, as shares of its length.
DAYS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Moment:
    """The `number`-th moment of an article, from 1. `said` begins with `who`."""

    number: int
    at: datetime
    action_id: int | None
    who: str
    said: str

    @property
    def what(self) -> str:
        """`said` without the name it begins with."""
        return self.said.removeprefix(self.who).lstrip()


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment at which readers saw something change: `published`, `corrected` or `retracted`."""

    moment: Moment
    kind: str


def ends_at(article: Article, *numbers: int) -> tuple[int, list[End]]:
    """The number of the article's last moment (0 for none), and where its state ends at some others."""
    newest = {
        f"newest_{index}": Max("last_change_id", filter=Q(number__lte=number))
        for index, number in enumerate(numbers)
    }
    found = _seals(article).aggregate(last=Max("number"), **newest)
    ends = [End(number, found[f"newest_{index}"] or 0) for index, number in enumerate(numbers)]
    return found["last"] or 0, ends


def number_at(article: Article, at: datetime) -> int:
    """The moment that held at a time (with a time zone); 0 before the first. Time is that of the seal."""
    found = _seals(article).filter(at__lte=at).order_by("-number").values_list("number", flat=True).first()
    return found or 0


def number_after(article: Article, action_id: int) -> int | None:
    """The moment that an Action made; None where it never touched the article."""
    seals = _seals(article).filter(action_id=action_id).order_by("-number")
    return seals.values_list("number", flat=True).first()


def moments(article: Article, first: int, last: int, also: Iterable[int] = ()) -> list[Moment]:
    """The moments from `first` to `last`, and some others, in their order; at most `TOLD` of the first."""
    last = min(last, first + TOLD - 1)
    wanted = _seals(article).filter(Q(number__range=(first, last)) | Q(number__in=list(also)))
    return _told(wanted.order_by("number"))


def days_along(last: int) -> list[int]:
    """Numbers of the moments at which a slider over `last` moments tells the day."""
    return sorted({1 + round(share * (last - 1)) for share in DAYS}) if last else []


def marks(article: Article) -> list[Mark]:
    """What readers saw, oldest first; the newest `MARKED` of them."""
    rulings = Change.objects.filter(entity="ruling", row_id__in=article.rulings.order_by().values("pk"))
    gestures = rulings.filter(action__verb__in=PUBLIC).order_by().values("action_id")
    action = Action.objects.filter(pk=OuterRef("action_id"))
    verb, label = Subquery(action.values("verb")[:1]), Subquery(action.values("actor_label")[:1])
    public = _seals(article).filter(action_id__in=gestures).annotate(verb=verb).order_by("-number")
    found = public.annotate(label=label).values_list("number", "at", "action_id", "label", "verb")
    return [
        Mark(
            Moment(number, at, action_id, who, f"{who} {Verb(verb).label}"),
            verb.partition(".")[2],
        )
        for number, at, action_id, who, verb in list(found[:MARKED])[::-1]
    ]


def _seals(article: Article) -> QuerySet[Seal]:
    return Seal.objects.filter(stream=stream_of(article))


def _told(seals: QuerySet[Seal]) -> list[Moment]:
    action = Action.objects.filter(pk=OuterRef("action_id"))
    who, whom, verb = (Subquery(action.values(name)[:1]) for name in ("actor_label", "on_behalf_of", "verb"))
    found = seals.values_list("number", "at", "action_id", who, whom, verb)
    return [Moment(number, at, action_id, *_said(*by)) for number, at, action_id, *by in found]


def _said(who: str | None, whom: str | None, verb: str | None) -> tuple[str, str]:
    if who is None or verb is None:
        return "", _("something was written to the database directly")
    if whom:
        who = _("%(who)s for %(whom)s") % {"who": who, "whom": whom}
    # The verb of an earlier edition of the software stands as it is.
    return who, f"{who} {dict(Verb.choices).get(verb, verb.replace('.', ' ').replace('_', ' '))}"


def around(number: int, last: int) -> tuple[int, int]:
    """The first and last of the moments that are told at once around one."""
    first = max(1, min(number - TOLD // 2, last - TOLD + 1))
    return first, min(last, first + TOLD - 1)


def neighbours(told: Sequence[Moment], number: int) -> tuple[Moment | None, Moment | None, Moment | None]:
    """The moments before, at and after a number, of those told."""
    by_number = {moment.number: moment for moment in told}
    return by_number.get(number - 1), by_number.get(number), by_number.get(number + 1)
