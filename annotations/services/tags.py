"""Owns a project's words for grouping claims: put on claims, taken off, renamed, merged, deleted.

Tags are the desk's own order. They leave a claim's version alone, so that nobody's verdict meets a conflict over them,
and they may change on a published claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Claim, ClaimTag, Project, Tag, Verb
from annotations.policy import require
from annotations.services.bulk import hold, selected
from annotations.services.rows import changed, locked, refuse, stored

MOST = 500  # in a project
MOST_ON_A_CLAIM = 20
LONGEST = 40  # code points
# They part tags from one another: commas where people type, semicolons in a table.
SEPARATORS = ",;"


class TagExists(ValidationError):  # noqa: N818  # what stands in the way, as BulkRefused says who does
    """The project has another tag of this name, which the renamed one could become part of."""

    def __init__(self, tag: Tag) -> None:
        super().__init__({"name": [ValidationError(_("The project has this tag already."), code="exists")]})
        self.tag = tag


def tag_claims(*, actor: Actor, project: Project, claims: Sequence[Claim], names: Iterable[str]) -> int:
    """Put tags on claims; those that the project does not have yet are made. Returns how many claims gained one."""
    require(actor, Verb.CLAIM_TAGGED, project)
    chosen, wanted = selected(project, claims), names_of(names)
    if not wanted:
        raise refuse("tags", _("Name at least one tag."), "required")
    with recorded(actor, Verb.CLAIM_TAGGED):
        return put_on(actor, project, chosen, wanted)


def untag_claims(*, actor: Actor, project: Project, claims: Sequence[Claim], names: Iterable[str]) -> int:
    """Take tags off claims that carry them. Returns how many claims lost one."""
    require(actor, Verb.CLAIM_UNTAGGED, project)
    chosen, wanted = selected(project, claims), {name.casefold() for name in names_of(names)}
    if not wanted:
        raise refuse("tags", _("Name at least one tag."), "required")
    with recorded(actor, Verb.CLAIM_UNTAGGED):
        hold(chosen)
        tags = [tag for tag in Tag.objects.filter(project=project) if tag.name.casefold() in wanted]
        carried = ClaimTag.objects.filter(claim__in=chosen, tag__in=tags)
        touched = len(set(carried.values_list("claim_id", flat=True)))
        carried.delete()
    return touched


def rename_tag(*, actor: Actor, tag: Tag, version: int | None, name: str, merge: bool = False) -> Tag:
    """Give a tag another name. Where the project has a tag of that name, `merge` makes the two one.

    Returns the tag that remains. Raises TagExists without `merge`.
    """
    require(actor, Verb.TAG_RENAMED, tag.project)
    wanted = names_of([name])
    if not wanted:
        raise refuse("name", _("Give the tag a name."), "required")
    with recorded(actor, Verb.TAG_RENAMED):
        current = locked(tag, version)
        twin = next((each for each in _all(tag.project) if _same(each, wanted[0]) and each != current), None)
        if twin is None:
            return changed(current, name=wanted[0])
        if not merge:
            raise TagExists(twin)
        both = ClaimTag.objects.filter(tag=twin).values("claim")
        ClaimTag.objects.filter(tag=current, claim__in=both).delete()
        ClaimTag.objects.filter(tag=current).update(tag=twin)
        current.delete()
        return twin


def delete_tag(*, actor: Actor, tag: Tag, version: int | None) -> int:
    """Take the tag off every claim and forget it. Returns how many claims carried it."""
    require(actor, Verb.TAG_DELETED, tag.project)
    with recorded(actor, Verb.TAG_DELETED):
        current = locked(tag, version)
        number, _kinds = ClaimTag.objects.filter(tag=current).delete()
        current.delete()
    return number


def put_on(actor: Actor, project: Project, claims: Sequence[Claim], names: Sequence[str]) -> int:
    """Inside an Action: every claim carries every one of the names. Returns how many claims gained one."""
    hold(claims)
    tags = _known_or_made(project, names)
    carried: dict[int, set[int]] = {claim.pk: set() for claim in claims}
    for claim_id, tag_id in ClaimTag.objects.filter(claim__in=claims).values_list("claim_id", "tag_id"):
        carried[claim_id].add(tag_id)
    fresh = [
        ClaimTag(claim=claim, article_id=claim.article_id, tag=tag, tagged_by=actor.person)
        for claim in claims
        for tag in tags
        if tag.pk not in carried[claim.pk]
    ]
    if any(len(carried[claim.pk] | {tag.pk for tag in tags}) > MOST_ON_A_CLAIM for claim in claims):
        raise refuse("tags", _("A claim has at most %(most)s tags.") % {"most": MOST_ON_A_CLAIM})
    ClaimTag.objects.bulk_create(fresh, batch_size=200)
    return len({row.claim_id for row in fresh})


def names_of(typed: Iterable[str]) -> list[str]:
    """Names as they are stored, each once: white space tidied, parted at commas and semicolons.

    Raises ValidationError for a name that no tag may have.
    """
    found: dict[str, str] = {}
    for text in typed:
        for name in text.replace(SEPARATORS[1], SEPARATORS[0]).split(SEPARATORS[0]):
            tidied = " ".join(name.split())
            if len(tidied) > LONGEST:
                raise refuse("tags", _("A tag has at most %(most)s characters.") % {"most": LONGEST})
            if tidied:
                found.setdefault(tidied.casefold(), tidied)
    return list(found.values())


def _known_or_made(project: Project, names: Sequence[str]) -> list[Tag]:
    """The tags of these names, in their order, whatever their case."""
    Project.objects.select_for_update().only("pk").get(pk=project.pk)
    known = {tag.name.casefold(): tag for tag in _all(project)}
    if len(known.keys() | {name.casefold() for name in names}) > MOST:
        raise refuse("tags", _("A project has at most %(most)s tags.") % {"most": MOST})
    return [known.get(name.casefold()) or stored(Tag(project=project, name=name)) for name in names]


def _all(project: Project) -> list[Tag]:
    """Compared in Python: SQLite knows the two cases of no letter but the plain ones."""
    return list(Tag.objects.filter(project=project))


def _same(tag: Tag, name: str) -> bool:
    return tag.name.casefold() == name.casefold()
