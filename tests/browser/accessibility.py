"""Owns what every page must be: free of axe findings, and no wider than its window."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def findings(page: Page) -> list[str]:
    """One line for each rule of WCAG 2.2 AA and good practice that axe sees broken, with where."""
    violations = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']][:3]}" for rule in violations]


def sideways(page: Page) -> int:
    """Pixels by which the page can be scrolled sideways; 0 is right."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def check(page: Page) -> None:
    """Fails, saying what, unless the page is as every page must be."""
    assert findings(page) == []
    assert sideways(page) == 0, "the page scrolls sideways"
