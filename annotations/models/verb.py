"""Owns the list of gestures: dotted past-tense names, each with the words of its sentence after the actor's name."""

from __future__ import annotations

from django.db import models


class Verb(models.TextChoices):
    PROJECT_CREATED = "project.created", "created the project"
    PROJECT_CHANGED = "project.changed", "changed the project"
    MEMBER_ADDED = "member.added", "added a member"
    MEMBER_CHANGED = "member.changed", "changed a member's role"
    MEMBER_REMOVED = "member.removed", "removed a member"
    SCALE_DEFINED = "scale.defined", "defined a rating scale"
    PERSON_ADDED = "person.added", "added a person"
    PERSON_CHANGED = "person.changed", "changed a person's account"
    TOKEN_ISSUED = "token.issued", "made an API token"  # noqa: S105
    TOKEN_REVOKED = "token.revoked", "revoked an API token"  # noqa: S105
    ARTICLE_ADDED = "article.added", "added the article"
    ARTICLE_CHANGED = "article.changed", "changed the article's details"
    ARTICLE_SPLIT = "article.split", "split the article into claims"
    CLAIM_MARKED = "claim.marked", "marked a claim"
    CLAIM_ACCEPTED = "claim.accepted", "accepted the claim"
    CLAIM_REWORDED = "claim.reworded", "reworded the claim"
    CLAIM_RESPANNED = "claim.respanned", "moved the claim in the text"
    CLAIM_CHANGED = "claim.changed", "changed the claim's details"
    CLAIM_DISMISSED = "claim.dismissed", "dismissed the claim"
    CLAIM_RESTORED = "claim.restored", "restored the claim"
    VERDICT_GIVEN = "verdict.given", "gave a verdict"
    VERDICT_REVISED = "verdict.revised", "revised their verdict"
    VERDICT_WITHDRAWN = "verdict.withdrawn", "withdrew their verdict"
    SOURCE_ADDED = "source.added", "added a source"
    SOURCE_CHANGED = "source.changed", "changed a source"
    SOURCE_CITED = "source.cited", "cited a source"
    CITATION_CHANGED = "citation.changed", "changed a citation"
    CITATION_WITHDRAWN = "citation.withdrawn", "withdrew a citation"
    NOTE_LEFT = "note.left", "left a note"
    NOTE_CHANGED = "note.changed", "changed a note"
    NOTE_RESOLVED = "note.resolved", "resolved a note"
    NOTE_REOPENED = "note.reopened", "reopened a note"
    NOTE_WITHDRAWN = "note.withdrawn", "withdrew a note"
    RULING_DRAFTED = "ruling.drafted", "drafted the ruling"
    RULING_PUBLISHED = "ruling.published", "published the ruling"
    RULING_CORRECTED = "ruling.corrected", "corrected the ruling"
    RULING_RETRACTED = "ruling.retracted", "retracted the ruling"
    ARTICLES_IMPORTED = "articles.imported", "imported articles"
    SEEDS_LOADED = "seeds.loaded", "loaded the seeds"
