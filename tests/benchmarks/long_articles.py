"""Owns articles of many words with claims that overlap, as the workbench must bear them. Measures nothing."""

from __future__ import annotations

from annotations.history.recording import recorded
from annotations.models import Article, Claim, Fragment, Project, Revision, State, User, Verb
from annotations.services.articles import add_article
from tests.cast import acting

SENTENCE = "The city closed {number} bridges on Monday after inspectors found cracked bolts."
WORDS_A_SENTENCE = len(SENTENCE.split())
SENTENCES_A_PARAGRAPH = 5


def make_long_article(project: Project, by: User, *, words: int, claims: int) -> Article:
    """`claims` spread evenly over about `words` words; every third crosses the one before it."""
    sentences = [SENTENCE.format(number=number) for number in range(words // WORDS_A_SENTENCE)]
    text = "\n\n".join(
        " ".join(sentences[at : at + SENTENCES_A_PARAGRAPH])
        for at in range(0, len(sentences), SENTENCES_A_PARAGRAPH)
    )
    article, _ = add_article(
        actor=acting(by), project=project, title=f"An article of {words} words", text=text
    )
    revision = article.revisions.get(number=1)
    with recorded(acting(by), Verb.ARTICLE_SPLIT):
        made = Claim.objects.bulk_create(
            _claim(article, revision, text.index(sentences[number * len(sentences) // claims]), number)
            for number in range(claims)
        )
        Fragment.objects.bulk_create(
            Fragment(
                claim=claim,
                article=article,
                position=0,
                start=claim.start,
                end=claim.end,
                quote=text[claim.start : claim.end],
            )
            for claim in made
        )
    return article


def _claim(article: Article, revision: Revision, at: int, number: int) -> Claim:
    shift = -10 if number % 3 == 2 and at else 0
    return Claim(
        article=article,
        revision=revision,
        state=State.OPEN,
        statement=f"Inspectors found cracked bolts in bridge {number}.",
        start=at + shift,
        end=at + 60,
        check_worthiness=(number * 37 % 100) / 100,
    )
