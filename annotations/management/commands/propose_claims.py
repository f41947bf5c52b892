"""Has the language model that the operator set up propose claims for one article, and says what became of them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotations.history.actor import program
from annotations.models import Article
from annotations.services.model_client import ModelError, configured_endpoint
from annotations.services.model_proposals import Outcome, propose_claims


class Command(BaseCommand):
    help = (
        "Have a language model propose claims for an article (FACTCHECK_MODEL_URL names the model's address)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", required=True, type=int, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            endpoint = configured_endpoint()
            # No id is larger than a column of ids holds.
            article = (
                Article.objects.filter(pk=options["article"]).first()
                if 0 < options["article"] < 2**63
                else None
            )
            if article is None:
                raise CommandError(f"There is no article {options['article']}.")
            with tqdm(unit="part", desc="asking the model", disable=None, leave=False) as bar:

                def progress(done: int, parts: int) -> None:
                    bar.total = parts
                    bar.update(done - bar.n)

                outcome = propose_claims(
                    actor=program("propose_claims"), article=article, endpoint=endpoint, progress=progress
                )
        except ModelError as error:
            raise CommandError(str(error)) from error
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        self.stdout.write(
            f"{len(outcome.claims)} proposed, {outcome.known} known already, {outcome.dropped.total()} dropped"
        )
        for reason, count in sorted(outcome.dropped.items()):
            self.stdout.write(f"dropped  {count} {reason}")
