"""Owns the desk that the workbench is tried on in a browser, and small gestures that its tests share."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Article, Claim, Project, Role, User
from annotations.services.articles import split_article
from tests import cast


@dataclass(frozen=True)
class Desk:
    project: Project
    reviewer: User
    editor: User
    article: Article
    claim: Claim  # the first in the text; suggested ones of the splitter follow

    @property
    def address(self) -> str:
        return reverse("workbench", args=[self.article.pk])

    @property
    def claim_address(self) -> str:
        return reverse("claim", args=[self.claim.pk])


def make_desk(text: str = cast.TEXT, quote: str = "The city closed the Long Bridge") -> Desk:
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "reviewer", Role.REVIEWER)
    editor = cast.make_member(project, "editor", Role.EDITOR)
    article = cast.make_article(project, reviewer, text=text)
    claim = cast.make_claim(article, reviewer, quote, "The city closed the bridge.")
    split_article(actor=cast.acting(reviewer), article=article)
    return Desk(project, reviewer, editor, article, claim)


def says(page: Page, words: str) -> None:
    """The page tells it, to screen readers too."""
    expect(page.locator("#said")).to_contain_text(words)


def select(page: Page, quote: str) -> None:
    """Select words of the article as a browser does, wherever marks cut them."""
    page.evaluate(
        """quote => {
            const passage = [...document.querySelectorAll(".passage")].find((p) => p.textContent.includes(quote));
            const start = passage.textContent.indexOf(quote);
            const at = (offset) => {
                const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(), seen = 0; node; seen += node.data.length, node = walker.nextNode())
                    if (offset <= seen + node.data.length) return [node, offset - seen];
            };
            passage.scrollIntoView();
            document.getSelection().setBaseAndExtent(...at(start), ...at(start + quote.length));
            document.dispatchEvent(new PointerEvent("pointerup"));
        }""",
        quote,
    )
