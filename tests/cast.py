"""The cast: viewer, reviewer, second_reviewer, editor, outsider, operator; one project, one article, one claim.

Everything is made by services, with fixed values, so that a test's history looks like a real one.
"""

from __future__ import annotations

from datetime import date

from annotations.history.actor import Actor, program
from annotations.models import (
    Article,
    Channel,
    Claim,
    Project,
    Rating,
    RatingScale,
    Role,
    Ruling,
    User,
    Verdict,
)
from annotations.services.articles import add_article
from annotations.services.claims import mark_claim
from annotations.services.people import add_member, add_person
from annotations.services.projects import Step, create_project, define_scale
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span

STAGE = program("stage")
PASSWORD = "correct horse battery"
TEXT = (
    "Bridge closed after inspection\n\n"
    "The city closed the Long Bridge on Monday after inspectors found 14 cracked bolts. "
    "It is the first closure in nine years, the mayor said.\n\n"
    "Nobody can say how brave this city is 💡 and how bright its future."
)
QUOTE = "inspectors found 14 cracked bolts"
DAY = date(2025, 3, 14)


def acting(person: User, channel: Channel = Channel.UI) -> Actor:
    return Actor(person=person, channel=channel, request_id="test-request")


def make_person(name: str, *, is_operator: bool = False) -> User:
    return add_person(
        actor=STAGE,
        username=name,
        password=PASSWORD,
        display_name=name.replace("_", " ").title(),
        email=f"{name}@example.org",
        is_operator=is_operator,
    )


def make_scale(slug: str = "truth") -> RatingScale:
    tones = Rating.Tone
    return define_scale(
        actor=STAGE,
        slug=slug,
        name="Truth scale",
        steps=[
            Step("true", "True", tones.TRUE, 5),
            Step("half_true", "Half true", tones.MIXED, 3),
            Step("false", "False", tones.FALSE, 1),
            Step("unproven", "Unproven", tones.UNKNOWN, None),
        ],
    )


def make_project(slug: str = "desk", *, owner: User | None = None, verdicts_needed: int = 1) -> Project:
    return create_project(
        actor=STAGE,
        slug=slug,
        name=slug.title(),
        scale=RatingScale.objects.order_by("-id").first() or make_scale(),
        owner=owner,
        verdicts_needed=verdicts_needed,
    )


def make_member(project: Project, name: str, role: Role) -> User:
    person = make_person(name)
    add_member(actor=STAGE, project=project, person=person, role=role)
    return person


def make_article(project: Project, by: User, *, text: str = TEXT, title: str = "Bridge closed") -> Article:
    article, _ = add_article(actor=acting(by), project=project, title=title, text=text)
    return article


def make_claim(article: Article, by: User, quote: str = QUOTE, statement: str = "") -> Claim:
    start = article.revisions.get(number=1).text.index(quote)
    return mark_claim(
        actor=acting(by),
        article=article,
        spans=[Span(start, start + len(quote))],
        quotes=[quote],
        statement=statement or "Inspectors found 14 cracked bolts in the Long Bridge.",
    )


def make_verdict(
    claim: Claim, by: User, code: str = "true", rationale: str = "The report lists 14 bolts."
) -> Verdict:
    rating = Rating.objects.get(scale=claim.article.project.scale, code=code)
    return give_verdict(actor=acting(by), claim=claim, rating=rating, rationale=rationale)


def make_published_ruling(claim: Claim, reviewer: User, editor: User) -> Ruling:
    """With one verdict and one source, both the reviewer's."""
    verdict = make_verdict(claim, reviewer)
    cite_address(
        actor=acting(reviewer),
        claim=claim,
        url="https://city.example/report",
        title="Report",
        stance="supports",
    )
    draft = draft_ruling(actor=acting(editor), claim=claim, rating=verdict.rating, summary="It is so.")
    return publish_ruling(actor=acting(editor), ruling=draft, version=draft.version)
