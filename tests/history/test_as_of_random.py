"""Whatever people do, and in whatever order: the state folded at each seal is what the tables held then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from annotations.history.recording import recorded
from annotations.models import (
    Action,
    Article,
    Citation,
    Claim,
    Correction,
    Dismissal,
    Fragment,
    Lineage,
    Note,
    Rating,
    Revision,
    Role,
    Ruling,
    SealHead,
    Stance,
    User,
    Verb,
    Verdict,
)
from annotations.selectors.as_of.articles import article_at_moment, article_at_seal
from annotations.services import claims, notes, rulings, sources, verdicts
from annotations.services.articles import change_article, split_article
from annotations.services.reverts import revert_action
from annotations.services.rows import Stale
from annotations.text.span import Span
from tests import cast
from tests.cast import acting
from tests.history.bypass import unexplained_writes_allowed

KINDS = (Article, Revision, Claim, Fragment, Verdict, Citation, Note, Ruling, Correction, Lineage)
GESTURES = 45
Gesture = Callable[[Random, Article, User], object]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article() -> Article:
    cast.make_scale()
    project = cast.make_project()
    for name, role in (("olena", Role.REVIEWER), ("ada", Role.REVIEWER), ("ruth", Role.EDITOR)):
        cast.make_member(project, name, role)
    return cast.make_article(project, User.objects.get(username="olena"))


def live(article: Article) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for model in KINDS:
        columns = [field.column or "" for field in model._meta.local_fields]
        within = {"pk" if model is Article else "article": article.pk}
        rows = model._default_manager.filter(**within).order_by("pk").values_list()
        if told := [dict(zip(columns, row, strict=True)) for row in rows]:
            found[model._meta.model_name or ""] = told
    return found


def a_claim(random: Random, article: Article) -> Claim:
    return random.choice(list(Claim.objects.filter(article=article).order_by("pk")))


def mark(random: Random, article: Article, by: User) -> Claim:
    start = random.randrange(0, len(cast.TEXT) - 12)
    spans = [Span(start, start + 5), Span(start + 7, start + 11)][: random.randint(1, 2)]
    return claims.mark_claim(actor=acting(by), article=article, spans=spans, statement="Said at random.")


def respan(random: Random, article: Article, by: User) -> Claim:
    spans = [Span(start, start + 3) for start in sorted(random.sample(range(0, len(cast.TEXT) - 9, 6), 3))]
    return claims.respan_claim(actor=acting(by), claim=a_claim(random, article), version=None, spans=spans)


def reword(random: Random, article: Article, by: User) -> Claim:
    statement = f"Reworded to {random.random()}."
    return claims.reword_claim(
        actor=acting(by), claim=a_claim(random, article), version=None, statement=statement
    )


def dismiss(random: Random, article: Article, by: User) -> Claim:
    why = random.choice(Dismissal.values)
    return claims.dismiss_claim(actor=acting(by), claim=a_claim(random, article), version=None, dismissal=why)


def restore(random: Random, article: Article, by: User) -> Claim:
    return claims.restore_claim(actor=acting(by), claim=a_claim(random, article), version=None)


def judge(random: Random, article: Article, by: User) -> Verdict:
    claim, rating = a_claim(random, article), random.choice(list(Rating.objects.order_by("pk")))
    earlier = claim.verdicts.filter(reviewer=by).first()
    version = earlier.version if earlier else None
    return verdicts.give_verdict(
        actor=acting(by), claim=claim, rating=rating, rationale=f"Because {random.random()}", version=version
    )


def withdraw(random: Random, article: Article, by: User) -> object:
    verdict = Verdict.objects.filter(article=article, reviewer=by).order_by("pk").first()
    return verdict and verdicts.withdraw_verdict(
        actor=acting(by), verdict=verdict, version=None, reason="A slip."
    )


def cite(random: Random, article: Article, by: User) -> Citation:
    url, stance = f"https://example.org/{random.randint(1, 4)}", random.choice(Stance.values)
    return sources.cite_address(
        actor=acting(by), claim=a_claim(random, article), url=url, title="Report", stance=stance
    )


def note(random: Random, article: Article, by: User) -> Note:
    about: Article | Claim = article if random.random() < 0.5 else a_claim(random, article)
    return notes.leave_note(actor=acting(by), about=about, text=f"Ask {random.random()} 💡")


def rule(random: Random, article: Article, by: User) -> Ruling:
    claim = a_claim(random, article)
    draft = Ruling.objects.filter(claim=claim).first()
    rating = random.choice(list(Rating.objects.order_by("pk")))
    version = draft.version if draft else None
    return rulings.draft_ruling(
        actor=acting(by), claim=claim, rating=rating, summary=f"So {random.random()}.", version=version
    )


def publish(random: Random, article: Article, by: User) -> object:
    draft = Ruling.objects.filter(article=article, state="draft").order_by("pk").first()
    return draft and rulings.publish_ruling(actor=acting(by), ruling=draft, version=None)


def correct(random: Random, article: Article, by: User) -> object:
    told = Ruling.objects.filter(article=article, state="published").order_by("pk").first()
    kind = random.choice([Correction.Kind.CLARIFICATION, Correction.Kind.RETRACTION])
    return told and rulings.correct_ruling(
        actor=acting(by),
        ruling=told,
        version=None,
        kind=kind,
        explanation="It was.",
        summary=f"{random.random()}",
    )


def take_back(random: Random, article: Article, by: User) -> Action:
    action = random.choice(list(Action.objects.order_by("-id")[:8]))
    return revert_action(actor=acting(by), action=action, reason="It was wrong.")


def entitle(random: Random, article: Article, by: User) -> Article:
    title = f"Bridge closed {random.random()}"
    return change_article(actor=acting(by), article=article, version=None, title=title)


def several_at_once(random: Random, article: Article, by: User) -> None:
    with recorded(acting(by), Verb.CLAIM_CHANGED):
        for gesture in (mark, reword, note):
            gesture(random, article, by)


def outside(random: Random, article: Article, by: User) -> None:
    """A write that no Action explains; on SQLite the next Action seals it first."""
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE annotations_claim SET claimant = %s WHERE article_id = %s",
            [f"{random.random()}", article.pk],
        )
    reword(random, article, by)


MANY: list[Gesture] = [mark, judge, cite, note, reword]
EVERY: list[Gesture] = [
    *MANY, *MANY, respan, dismiss, restore, withdraw, rule, rule, publish, publish, correct, take_back, entitle,
    several_at_once, outside,
]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_state_is_what_the_tables_held(article: Article, seed: int) -> None:
    random = Random(seed)  # noqa: S311 # nothing secret
    people = list(User.objects.order_by("pk"))
    split_article(actor=acting(people[0]), article=article)
    held: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for _ in range(GESTURES):
        try:
            random.choice(EVERY)(random, article, random.choice(people))
        except (ValidationError, PermissionDenied, Stale):
            continue  # Refused, as it should be: nothing was written.
        held[SealHead.objects.get(stream=f"article:{article.pk}").number] = live(article)
    assert len(held) > GESTURES // 2
    seals = {}
    for number, rows in held.items():
        state = article_at_seal(article, number)
        assert {entity: list(of_kind) for entity, of_kind in state.rows.items()} == rows
        assert state.at
        assert article_at_moment(article, state.at) == state
        seals[number] = state.at
    assert sorted(seals.values()) == [seals[number] for number in sorted(seals)]


def test_what_a_slower_transaction_wrote_first_counts_from_its_own_seal(article: Article) -> None:
    if connection.vendor == "sqlite":
        return  # It has one writer at a time.
    reviewer = User.objects.get(username="olena")
    slow = cast.make_claim(article, reviewer)
    quick = cast.make_claim(article, reviewer, "the first closure in nine years")
    wrote, committed = threading.Event(), threading.Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic(), recorded(acting(reviewer), Verb.CLAIM_REWORDED):
                Claim.objects.filter(pk=slow.pk).update(statement="Written first.")
                wrote.set()
                committed.wait(20)
        finally:
            connection.close()

    slower = threading.Thread(target=write_slowly)
    slower.start()
    assert wrote.wait(20)
    claims.reword_claim(actor=acting(reviewer), claim=quick, version=None, statement="Committed first.")
    number = SealHead.objects.get(stream=f"article:{article.pk}").number
    committed.set()
    slower.join()
    first, second = article_at_seal(article, number), article_at_seal(article, number + 1)
    statements = [state.row("claim", slow.pk) for state in (first, second)]
    assert [row and row["statement"] for row in statements] == [slow.statement, "Written first."]
    assert (second.row("claim", quick.pk) or {})["statement"] == "Committed first."
