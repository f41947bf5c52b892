"""Owns the Chromium that the web UI is tested in, and the rule that a page keeps its console clean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from annotations.models import User
from tests import chromium
from tests.browser.hands import Hand, Way

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

OpenPage = Callable[..., Page]
REFUSED = "Failed to load resource: the server responded with a status of 4"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; the tests are skipped, with the remedy, when there is none."""
    executable = chromium.executable()
    if executable is None:
        pytest.skip(f"No Chromium was found. Run: {chromium.INSTALL}")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the tests use the database beside it, not inside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        launched = playwright.chromium.launch(executable_path=executable, args=chromium.launch_flags())
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page(path, user=None, viewport=DESKTOP, dark=False, language="en")`, logged in as the user.

    Fails the test at its end when any page logged an error: scripts, missing files, content policy.
    """
    contexts, complaints = [], []

    def open_page(
        path: str,
        *,
        user: User | None = None,
        viewport: ViewportSize = DESKTOP,
        dark: bool = False,
        language: str = "en",
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,
            has_touch=viewport == PHONE,
            color_scheme="dark" if dark else "light",
            locale=language,
        )
        contexts.append(context)
        if user is not None:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_key(user)}
            context.add_cookies([{**cookie, "url": live_server.url}])  # type: ignore[typeddict-item]
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda entry: complaints.append(entry.text) if is_complaint(entry) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(params=list(Way), ids=str)
def hand(request: pytest.FixtureRequest, open_page: OpenPage) -> Hand:
    """Each way of working, one after the other: the finger on a phone, the others at a desktop."""
    way: Way = request.param
    return Hand(way, partial(open_page, viewport=PHONE if way is Way.FINGER else DESKTOP))


def is_complaint(entry: ConsoleMessage) -> bool:
    """Whether the browser reports a fault; that a form or a page was refused in words (4xx) is none."""
    is_refusal = entry.text.startswith(REFUSED) and entry.location["url"].split("#")[0] == (
        entry.page.url.split("#")[0] if entry.page else ""
    )
    return entry.type == "error" and not is_refusal


def session_key(user: User) -> str:
    """A new session of the user, as if they had just logged in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
