"""Owns what claims made of others inherit: tags and the people they are assigned to. Verdicts never."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.history.actor import Actor
from annotations.models import Assignment, Claim, ClaimTag
from annotations.services.assignments import MOST_ON_A_CLAIM as MOST_PEOPLE
from annotations.services.tags import MOST_ON_A_CLAIM as MOST_TAGS


def pass_on(actor: Actor, old: Sequence[Claim], made: Sequence[Claim]) -> None:
    """Inside an Action: every claim that was made has the tags and the people of all the old ones, each once."""
    carried = ClaimTag.objects.filter(claim__in=old).order_by("id")
    tags = list(dict.fromkeys(carried.values_list("tag", flat=True)))[:MOST_TAGS]
    asked = Assignment.objects.filter(claim__in=old).order_by("id")
    people = list(dict.fromkeys(asked.values_list("person", flat=True)))[:MOST_PEOPLE]
    ClaimTag.objects.bulk_create(
        ClaimTag(claim=claim, article_id=claim.article_id, tag_id=tag, tagged_by=actor.person)
        for claim in made
        for tag in tags
    )
    Assignment.objects.bulk_create(
        Assignment(claim=claim, article_id=claim.article_id, person_id=person, assigned_by=actor.person)
        for claim in made
        for person in people
    )
