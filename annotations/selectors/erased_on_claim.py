"""Answers what was erased from a claim and all that hangs on it, as its card tells it. Never what it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.models import Change
from annotations.selectors.erasures import erasures_of_changes
from annotations.selectors.timeline.words import field_label, model_of


@dataclass(frozen=True, slots=True)
class ErasedMark:
    """`what` lost a value, such as "verdict, rationale"; the sentence says when, by whom and why."""

    what: str
    sentence: str


def erased_on_claim(
    claim_id: int, source_ids: Iterable[int] = (), correction_ids: Iterable[int] = ()
) -> tuple[ErasedMark, ...]:
    """Each value once, in the order in which it was recorded first. One query where nothing was erased."""
    beside = Q()
    for entity, ids in (("source", source_ids), ("correction", correction_ids)):
        if found := list(ids):
            beside |= Q(entity=entity, row_id__in=found)
    changes = Change.objects.filter(
        Q(claim_id=claim_id) | beside if beside else Q(claim_id=claim_id), nonce=""
    )
    kinds = dict(sorted(changes.order_by().values_list("id", "entity")))
    erasures = erasures_of_changes(kinds)
    marks = [
        ErasedMark(_what(kind, column), erasure.sentence)
        for pk, kind in kinds.items()
        for column, erasure in erasures.get(pk, {}).items()
        if column not in _MADE
    ]
    return tuple(dict.fromkeys(marks))


# Follows from what was erased.
_MADE = frozenset({"sha256", "received_sha256"})


def _what(entity: str, column: str) -> str:
    model = model_of(entity)
    kind = str(model._meta.verbose_name) if model else entity
    return _("%(kind)s, %(field)s") % {"kind": kind, "field": field_label(entity, column)}
