"""Owns what taking something back means for the copies of sources: they go with their source, and every passage
that stays is held against the copies that stay. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.models import Citation, SourceCopy
from annotations.selectors.net_changes import NetChange
from annotations.selectors.source_copies import passage_found

if TYPE_CHECKING:
    from annotations.selectors.revert.steps import Step


def with_copies(nets: list[NetChange]) -> list[NetChange]:
    """The changes, and for each source that goes the copies that were kept of it since."""
    going = [net.row_id for net in nets if net.entity == "source" and net.before is None]
    if not going:
        return nets
    known = {net.row_id for net in nets if net.entity == "sourcecopy"}
    copies = SourceCopy.objects.filter(source_id__in=going).exclude(pk__in=known)
    return [*nets, *(NetChange("sourcecopy", copy.pk, None, None, _values(copy)) for copy in copies)]


def hold_passages(steps: Sequence[Step]) -> None:
    """Set what each citation that stays or comes back will say of its passage."""
    gone = [step.net.row_id for step in steps if step.model is SourceCopy and step.how == "removed"]
    back = [step for step in steps if step.model is SourceCopy and step.how == "restored"]
    for step in steps:
        if (
            step.model is not Citation
            or step.how == "removed"
            or (step.row is None and step.how == "changed")
        ):
            continue
        source_id = step.value("source_id")
        texts = [str(copy.value("text")) for copy in back if copy.value("source_id") == source_id]
        step.values["quote_found"] = passage_found(
            source_id, step.value("quote") or "", gone=gone, back=texts
        )


def _values(copy: SourceCopy) -> dict[str, object]:
    return {str(field.column): getattr(copy, field.attname) for field in copy._meta.local_concrete_fields}
