"""Owns marking a claim together with its tags, as one gesture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Article, Claim, Verb
from annotations.policy import require
from annotations.services.claims import mark_claim
from annotations.services.tags import names_of, tag_claims


def mark_tagged_claim(*, actor: Actor, article: Article, tags: Sequence[str], **details: Any) -> Claim:
    """As `mark_claim`, which takes the details; the tags, with commas between, are put on at once."""
    require(actor, Verb.CLAIM_MARKED, article.project)
    names = names_of(tags)
    with recorded(actor, Verb.CLAIM_MARKED):
        claim = mark_claim(actor=actor, article=article, **details)
        if names:
            tag_claims(actor=actor, project=article.project, claims=[claim], names=names)
        return claim
