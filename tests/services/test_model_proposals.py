"""Claims that a language model proposes: stored like the splitter's, with their origin, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from annotations.models import Action, Article, Change, Claim, ModelProposal, Project, Role, State, User, Verb
from annotations.services.articles import split_article
from annotations.services.model_client import ModelError
from annotations.services.model_proposals import propose_claims
from annotations.services.undoing import redo, undo
from annotations.splitting.model_answer import Dropped
from annotations.splitting.model_prompt import prompts
from tests.cast import QUOTE, STAGE, TEXT, acting, make_article, make_member
from tests.model_server import Handler, ModelServer, Reply, completion, model_server, says, status
from tests.services.tables import tables

CLAIM: dict[str, Any] = {
    "quotes": ["The city closed the Long Bridge on Monday"],
    "statement": "The city closed the Long Bridge on Monday.",
    "kind": "event",
    "check_worthiness": 0.6,
    "claimant": None,
}
BOLTS = CLAIM | {"quotes": [QUOTE], "statement": "Inspectors found 14 cracked bolts."}
MADE_UP = CLAIM | {"quotes": ["The bridge fell into the river"]}


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with model_server() as model:
        yield model


def test_proposals_are_stored_as_suggestions_with_their_origin(
    article: Article, reviewer: User, model: ModelServer
) -> None:
    model.replies = [says(CLAIM, MADE_UP, BOLTS)]
    outcome = propose_claims(actor=acting(reviewer), article=article, endpoint=model.endpoint())
    assert outcome.dropped == {Dropped.UNQUOTED: 1}
    claims = list(Claim.objects.all())
    assert claims == outcome.claims
    assert [claim.state for claim in claims] == [State.SUGGESTED] * 2
    assert [claim.proposed_by for claim in claims] == ["model:tiny-1"] * 2
    assert [fragment.quote for claim in claims for fragment in claim.fragments.all()] == [
        "The city closed the Long Bridge on Monday",
        QUOTE,
    ]
    (prompt,) = prompts(TEXT)
    assert model.asked[0]["messages"] == prompt.messages
    origin = ("tiny-1", prompt.sha256, 321, 45)
    fields = ("model", "prompt_sha256", "tokens_in", "tokens_out")
    assert list(ModelProposal.objects.values_list(*fields)) == [origin] * 2
    action = Action.objects.latest("id")
    assert (action.verb, action.client, action.actor_id) == (Verb.ARTICLE_SPLIT, "tiny-1", reviewer.pk)
    changes = Change.objects.filter(action=action, entity="modelproposal").order_by("id")
    assert [change.claim_id for change in changes] == [claim.pk for claim in claims]


def test_known_claims_are_not_proposed_again(
    article: Article, claim: Claim, reviewer: User, model: ModelServer
) -> None:
    model.replies = [says(BOLTS, CLAIM)]
    first = propose_claims(actor=acting(reviewer), article=article, endpoint=model.endpoint())
    again = propose_claims(actor=acting(reviewer), article=article, endpoint=model.endpoint())
    assert (len(first.claims), first.known) == (1, 1)
    assert (len(again.claims), again.known) == (0, 2)
    known = Claim.objects.filter(proposed_by="model:tiny-1").count()
    assert (known, ModelProposal.objects.count()) == (1, 1)


def test_the_splitter_names_itself_as_before(article: Article, reviewer: User) -> None:
    claims = split_article(actor=acting(reviewer), article=article)
    assert {claim.proposed_by for claim in claims} == {Action.objects.latest("id").client}
    assert not ModelProposal.objects.exists()


def test_it_can_be_undone_and_done_again(article: Article, reviewer: User, model: ModelServer) -> None:
    model.replies = [says(CLAIM)]
    before = tables()
    propose_claims(actor=acting(reviewer), article=article, endpoint=model.endpoint())
    after = tables()
    undo(actor=acting(reviewer), article=article)
    assert tables() == before
    redo(actor=acting(reviewer), article=article)
    assert tables() == after


LATER: dict[str, Reply] = {
    "broken for ever": status(500),
    "a redirect": status(302, Location="/"),
    "half an answer": lambda handler: handler.send(200, completion('{"claims": [')),
}


@pytest.mark.parametrize("name", LATER)
def test_when_a_later_part_fails_nothing_is_stored(
    project: Project, reviewer: User, model: ModelServer, name: str
) -> None:
    article = make_article(project, reviewer, text=TEXT + "\n\nMore to read." * 600)
    before, actions = tables(), Action.objects.count()
    model.replies = [says(CLAIM), LATER[name]]
    with pytest.raises(ModelError):
        propose_claims(actor=acting(reviewer), article=article, endpoint=model.endpoint())
    assert len(model.asked) > 1
    assert (tables(), Action.objects.count()) == (before, actions)
    model.asked.clear()
    model.replies = [says(CLAIM), says()]
    outcome = propose_claims(actor=acting(reviewer), article=article, endpoint=model.endpoint())
    assert len(outcome.claims) == 1


def test_a_viewer_may_not_and_nothing_is_sent(project: Project, article: Article, model: ModelServer) -> None:
    viewer = make_member(project, "viewer", Role.VIEWER)
    model.replies = [says(CLAIM)]
    with pytest.raises(PermissionDenied):
        propose_claims(actor=acting(viewer), article=article, endpoint=model.endpoint())
    assert model.asked == []
    assert len(propose_claims(actor=STAGE, article=article, endpoint=model.endpoint()).claims) == 1


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_model_thinks(
    transactional_db: None, article: Article, reviewer: User, model: ModelServer
) -> None:
    ours, seen = connection._connections[connection._alias], []  # type: ignore[attr-defined]

    def look(handler: Handler) -> None:
        seen.append(ours.in_atomic_block)
        says(CLAIM)(handler)

    model.replies = [look]
    propose_claims(actor=acting(reviewer), article=article, endpoint=model.endpoint())
    assert seen == [False]


def run(article_id: int) -> str:
    out = io.StringIO()
    call_command("propose_claims", "--article", str(article_id), stdout=out)
    return out.getvalue()


def test_the_command_says_what_became_of_the_answer(
    article: Article, model: ModelServer, settings: Settings
) -> None:
    settings.MODEL_URL, settings.MODEL_NAME = model.url, "tiny-1"
    model.replies = [says(CLAIM, MADE_UP, MADE_UP)]
    told = run(article.pk)
    assert told.splitlines() == [
        "1 proposed, 0 known already, 2 dropped",
        "dropped  2 with quotes that are not in the article",
    ]
    for absent in (0, article.pk + 1, 2**70):
        with pytest.raises(CommandError, match="There is no article"):
            run(absent)


def test_without_an_address_the_command_changes_nothing(article: Article, settings: Settings) -> None:
    settings.MODEL_URL = ""
    before, actions = tables(), Action.objects.count()
    with pytest.raises(CommandError, match="FACTCHECK_MODEL_URL is empty"):
        run(article.pk)
    assert (tables(), Action.objects.count()) == (before, actions)
