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


def place_of(page: Page, quote: str, *, at_end: bool = False) -> tuple[float, float]:
    """Where the first, or last, letter of a quote stands in the window."""
    x, y = page.evaluate(
        """([quote, atEnd]) => {
            const passage = [...document.querySelectorAll(".passage")].find((p) => p.textContent.includes(quote));
            const start = passage.textContent.indexOf(quote);
            const range = document.createRange();
            const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
            const wanted = atEnd ? start + quote.length : start;
            for (let node = walker.nextNode(), seen = 0; node; seen += node.data.length, node = walker.nextNode())
                if (wanted <= seen + node.data.length - (atEnd ? 0 : 1)) {
                    const at = Math.max(0, wanted - seen - (atEnd ? 1 : 0));
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    break;
                }
            const box = range.getBoundingClientRect();
            const backward = getComputedStyle(passage).direction === "rtl";
            return [atEnd !== backward ? box.right - 1 : box.left + 1, box.top + box.height / 2];
        }""",
        [quote, at_end],
    )
    return x, y


def draw(page: Page, quote: str) -> None:
    """Draw over words of the article with the mouse."""
    page.locator(".passage", has_text=quote).first.scroll_into_view_if_needed()
    page.mouse.move(*place_of(page, quote))
    page.mouse.down()
    page.mouse.move(*place_of(page, quote, at_end=True), steps=4)
    page.mouse.up()
