"""Owns a project with one of everything in it, for tests that try every address."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.models import ApiToken, Article, Change, Claim, Membership, Project, Role, Ruling, Tag, User
from annotations.services.articles import split_article
from annotations.services.claims import dismiss_claim
from annotations.services.notes import leave_note, resolve_note
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.source_copies import keep_pasted_copy
from annotations.services.sources import cite_address
from annotations.services.tags import tag_claims
from tests import cast
from tests.api.caller import Caller, calling
from tests.cast import QUOTE, acting


@dataclass
class Stage:
    """One project with one of everything, by the names that the table uses."""

    people: dict[str, User]
    ids: dict[str, int]

    def caller(self, role: str) -> Caller:
        return calling(self.people[role]) if role in self.people else Caller()


def set_stage(project: Project) -> Stage:
    people = {role.value: cast.make_member(project, role.value, role) for role in Role}
    people |= {
        "outsider": cast.make_person("outsider"),
        "operator": cast.make_person("operator", is_operator=True),
    }
    stranger = cast.make_person("stranger")
    calling(stranger)
    reviewer, editor = people["reviewer"], people["editor"]
    article = cast.make_article(project, reviewer)
    (suggested, *_) = split_article(actor=acting(reviewer), article=article)
    words = ["The city closed the Long Bridge on Monday", "first closure in nine years", "bright its future"]
    claim, drafted, published = (_claim(article, reviewer, quote) for quote in (QUOTE, *words[:2]))
    unrated = cast.make_claim(article, reviewer, quote=words[2])
    dismissed = cast.make_claim(article, reviewer, quote="how brave this city is")
    dismiss_claim(actor=acting(reviewer), claim=dismissed, version=1, dismissal="not_a_claim")
    verdict = claim.verdicts.get()
    citation = claim.citations.get()
    tag_claims(actor=acting(reviewer), project=project, claims=[claim], names=["bridges"])
    copy = keep_pasted_copy(actor=acting(reviewer), source=citation.source, text="It is so.")
    note, resolved = (leave_note(actor=acting(reviewer), about=claim, text=text) for text in ("One.", "Two."))
    named = leave_note(actor=acting(reviewer), about=claim, text="@editor look")
    resolve_note(actor=acting(reviewer), note=resolved, version=1)
    draft = _ruling(drafted, editor)
    done = publish_ruling(actor=acting(editor), ruling=_ruling(published, editor), version=1)
    change = _last_change(article.pk)
    ids = {
        "scale": project.scale_id,
        "member": Membership.objects.get(person=people["viewer"]).pk,
        "foreign_token": ApiToken.objects.get(person=stranger).pk,
        "article": article.pk,
        "claim": claim.pk,
        "suggested": suggested.pk,
        "dismissed": dismissed.pk,
        "unrated": unrated.pk,
        "drafted": drafted.pk,
        "verdict": verdict.pk,
        "citation": citation.pk,
        "source": citation.source_id,
        "person": people["reviewer"].pk,
        "copy": copy.pk,
        "tag": Tag.objects.get(project=project).pk,
        "mention": named.mentions.get().pk,
        "note": note.pk,
        "resolved": resolved.pk,
        "draft": draft.pk,
        "published": done.pk,
        "ruled": published.pk,
        "change": change.pk,
        "action": change.action_id or 0,
        # Of the article, after the claim was marked and before all that came then.
        "seal": 9,
        "marked": Change.objects.get(entity="claim", row_id=unrated.pk).action_id or 0,
    }
    return Stage(people, ids)


def _claim(article: Article, reviewer: User, quote: str) -> Claim:
    claim = cast.make_claim(article, reviewer, quote=quote)
    cast.make_verdict(claim, reviewer)
    cite_address(
        actor=acting(reviewer),
        claim=claim,
        url="https://example.org/report",
        title="Report",
        stance="supports",
    )
    return claim


def _ruling(claim: Claim, editor: User) -> Ruling:
    rating = claim.verdicts.get().rating
    return draft_ruling(actor=acting(editor), claim=claim, rating=rating, summary="It is so.")


def _last_change(article_id: int) -> Change:
    return Change.objects.filter(stream=f"article:{article_id}", action__isnull=False).order_by("-id")[0]
