"""Owns the three ways in which people work: with a mouse, with keys alone, with a finger on a phone.

A walk is written once and done in each of them. Nothing here knows a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from playwright.sync_api import Locator, Page, expect

from annotations.models import User
from tests.browser.workbench_desk import draw, select


class Way(StrEnum):
    MOUSE = "mouse"
    KEYS = "keys"
    FINGER = "finger"


@dataclass
class Hand:
    """One way of working on pages that `opens(path, user=...)` opens."""

    way: Way
    opens: Callable[..., Page]

    def open(self, path: str, user: User) -> Page:
        self.page = self.opens(path, user=user)
        return self.page

    def do(self, target: Locator, key: str = "") -> None:
        """Click it, tap it, or press its key; what has none is pressed with Enter, if Tab reaches it."""
        if self.way is Way.MOUSE:
            target.click()
        elif self.way is Way.FINGER:
            target.tap()
        elif key:
            self.page.keyboard.press(key)
        else:
            self.reach(target)
            self.page.keyboard.press("Enter")

    def choose(self, target: Locator) -> None:
        """One of several, or a box: the control itself may be covered by its label."""
        if self.way is Way.KEYS:
            self.reach(target)
            self.page.keyboard.press("Space")
        else:
            self.do(target.locator("xpath=ancestor::label"))

    def pick(self, target: Locator, label: str) -> None:
        """One of a list that unfolds."""
        if self.way is Way.KEYS:
            self.reach(target)
            self.page.keyboard.type(label)
        else:
            target.select_option(label=label)

    def write(self, target: Locator, words: str) -> None:
        """Instead of what the field held."""
        if self.way is Way.KEYS:
            self.reach(target)
        else:
            self.do(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def mark(self, quote: str) -> None:
        """Select words of the article: drawn with the mouse, with the caret, by the phone's own selection."""
        if self.way is Way.MOUSE:
            draw(self.page, quote)
        elif self.way is Way.FINGER:
            select(self.page, quote)
        else:
            self._mark_with_caret(quote)

    def reach(self, target: Locator) -> None:
        """Put the focus on it, if Tab could."""
        expect(target).to_be_visible()
        assert target.evaluate("one => one.tabIndex >= 0 && !one.disabled"), "Tab does not reach it"
        target.focus()

    def _mark_with_caret(self, quote: str) -> None:
        press = self.page.keyboard.press
        passages = self.page.locator(".passage").all_inner_texts()
        number = next(number for number, words in enumerate(passages) if quote in words)
        if self.page.locator(".caret").count() == 0:
            press("v")
        press("Home")
        for _ in passages:
            press("Control+ArrowUp")
        for _ in range(number):
            press("Control+ArrowDown")
        for _ in range(passages[number].index(quote)):
            press("ArrowRight")
        for _ in quote:
            press("Shift+ArrowRight")
