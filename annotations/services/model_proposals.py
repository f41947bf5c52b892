"""Owns having a language model propose claims: asked outside any transaction, stored as the splitter's are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Article, Claim, ModelProposal, Verb
from annotations.policy import require
from annotations.services.articles import store_fresh
from annotations.services.model_client import Completion, Endpoint, ModelError, ask
from annotations.splitting.model_answer import BadAnswerError, Dropped, read_answer
from annotations.splitting.model_prompt import ArticleTooLongError, Prompt, prompts
from annotations.splitting.proposal import ProposedClaim


@dataclass(slots=True)
class Outcome:
    """The new claims; how many of the answer's were known already; how many were dropped for which reason."""

    claims: list[Claim] = field(default_factory=list)
    known: int = 0
    dropped: Counter[Dropped] = field(default_factory=Counter)


def propose_claims(
    *,
    actor: Actor,
    article: Article,
    endpoint: Endpoint,
    progress: Callable[[int, int], None] = lambda done, parts: None,
) -> Outcome:
    """Have the model propose claims for the article's newest text. All of it is stored, or nothing.

    `progress` is told how many parts of the article are done, and of how many. Raises ModelError.
    """
    require(actor, Verb.ARTICLE_SPLIT, article.project)
    revision = article.revisions.order_by("-number")[0]
    outcome, origins = Outcome(), dict[ProposedClaim, tuple[Prompt, Completion]]()
    try:
        asked = prompts(revision.text, published_on=article.published_on)
        for done, prompt in enumerate(asked):
            progress(done, len(asked))
            completion = ask(endpoint, prompt.messages)
            answer = read_answer(completion.content, text=revision.text, prompt=prompt)
            outcome.dropped += answer.dropped
            origins |= dict.fromkeys(answer.claims, (prompt, completion))
        progress(len(asked), len(asked))
    except (ArticleTooLongError, BadAnswerError) as error:
        raise ModelError(str(error)) from error
    if not origins:
        return outcome
    with recorded(replace(actor, client=endpoint.name), Verb.ARTICLE_SPLIT):
        fresh = store_fresh(article, revision, list(origins), proposed_by=f"model:{endpoint.name}")
        ModelProposal.objects.bulk_create(
            _origin(claim, endpoint, *origins[proposal]) for claim, proposal in fresh
        )
    outcome.claims = [claim for claim, _ in fresh]
    outcome.known = len(origins) - len(fresh)
    return outcome


def _origin(claim: Claim, endpoint: Endpoint, prompt: Prompt, completion: Completion) -> ModelProposal:
    return ModelProposal(
        claim=claim,
        article_id=claim.article_id,
        model=endpoint.name,
        prompt_sha256=prompt.sha256,
        tokens_in=completion.tokens_in,
        tokens_out=completion.tokens_out,
    )
