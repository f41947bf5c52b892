"""What a reviewer waits for: a page's HTML and first paint, its weight, scrolling, a verdict to the next claim.

In a real Chromium with an empty cache, against a server of its own process; beside each figure the most allowed.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from annotations.models import Article, Project, Role, User
from tests import chromium
from tests.benchmarks.desk import empty_database, make_desk
from tests.benchmarks.figure import Figure, percentile
from tests.benchmarks.long_articles import make_long_article
from tests.benchmarks.reviewers import reviewing
from tests.benchmarks.serving import served
from tests.browser.conftest import session_key
from tests.cast import make_member

OPENINGS, SAVES, OTHERS = 7, 40, 15
READING = 400  # milliseconds between two verdicts of the one who is timed
MOST = "the most allowed"

WATCH = """
    window.shifts = 0; window.longest = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { shifts += e.value }))
        .observe({type: "layout-shift", buffered: true});
    new PerformanceObserver(list => list.getEntries().forEach(e => { longest = Math.max(longest, e.duration) }))
        .observe({type: "longtask", buffered: true});
"""
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""
SAVE_AND_NEXT = """() => new Promise(done => {
    const main = document.getElementById("main"), form = document.getElementById("verdict-form");
    const was = main.dataset.open, start = performance.now();
    new MutationObserver((_, observer) => {
        if (main.dataset.open === was) return;
        observer.disconnect();
        requestAnimationFrame(() => done(performance.now() - start));
    }).observe(main, {attributes: true, attributeFilter: ["data-open"]});
    form.querySelector("[name=rating]").click();
    form.requestSubmit(form.querySelector("button[name=then]"));
})"""


def measure() -> Iterator[Figure]:
    executable = chromium.executable()
    if executable is None:
        raise RuntimeError(f"No Chromium was found. Run: {chromium.INSTALL}")
    # Playwright keeps an event loop in this thread; the database is used beside it, not inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with empty_database(), sync_playwright() as playwright:
        project, reviewer = make_desk()
        news = make_long_article(project, reviewer, words=2_000, claims=60)
        book = make_long_article(project, reviewer, words=50_000, claims=1_000)
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.launch_flags())
        with served() as address:
            yield html(address, news, reviewer)
            yield from opening(browser, address, news, reviewer)
            yield from long_opening(browser, address, book, reviewer)
            yield saving(browser, address, news, reviewer)
            yield saving_among_others(browser, address, project, news)
        browser.close()


def html(address: str, article: Article, person: User) -> Figure:
    connection = HTTPConnection(urlsplit(address).netloc)
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_key(person)}", "Accept-Encoding": "gzip"}
    taken = []
    for _ in range(30):
        start = time.perf_counter()
        connection.request("GET", f"/articles/{article.pk}/", headers=headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - start)
        assert answer.status == 200, answer.status
    return Figure("2,000 words, 60 claims: HTML", statistics.median(taken), MOST, 0.150, 1)


def opening(browser: Browser, address: str, article: Article, person: User) -> Iterator[Figure]:
    pages = [opened(browser, address, f"/articles/{article.pk}/", person) for _ in range(OPENINGS)]
    weight = max(page.evaluate(WEIGHT) for page in pages) / 1000
    shifts = max(page.evaluate("() => shifts") for page in pages)
    yield Figure("2,000 words, 60 claims: first paint", first_paint(pages), MOST, 0.300, 1)
    yield Figure("2,000 words, 60 claims: all it loads", weight, MOST, 150, 1, unit="kB")
    yield Figure("2,000 words, 60 claims: layout shift", shifts, MOST, 0.001, 1, unit="of the screen")
    close(pages)


def long_opening(browser: Browser, address: str, article: Article, person: User) -> Iterator[Figure]:
    pages = [opened(browser, address, f"/articles/{article.pk}/", person) for _ in range(OPENINGS)]
    yield Figure("50,000 words, 1,000 claims: first paint", first_paint(pages), MOST, 1.0, 1)
    page = pages[-1]
    page.evaluate("() => { longest = 0 }")
    page.locator("#text").hover(position={"x": 40, "y": 40})
    for _ in range(80):
        page.mouse.wheel(0, 2_000)
        page.wait_for_timeout(30)
    assert page.evaluate("() => document.getElementById('text').scrollTop") > 10_000
    longest = page.evaluate("() => longest") / 1000
    yield Figure("50,000 words, 1,000 claims: longest task in scrolling", longest, MOST, 0.200, 1)
    close(pages)


def saving(browser: Browser, address: str, article: Article, person: User) -> Figure:
    return Figure(
        "verdict to next claim, 1 user, p95", saved(browser, address, article, person), MOST, 0.100, 1
    )


def saving_among_others(browser: Browser, address: str, project: Project, article: Article) -> Figure:
    """The others each save a verdict every PAUSE seconds, on the same article."""
    people = [make_member(project, f"colleague{number}", Role.REVIEWER) for number in range(OTHERS + 1)]
    claims = list(article.claims.values_list("pk", flat=True))
    with reviewing(address, people[1:], claims) as statuses:
        seconds = saved(browser, address, article, people[0])
    assert set(statuses) == {200}, statuses
    detail = f"{len(statuses)} verdicts by others meanwhile"
    return Figure("verdict to next claim, 16 users, p95", seconds, MOST, 0.250, 1, detail)


def saved(browser: Browser, address: str, article: Article, person: User) -> float:
    first = article.claims.order_by("start", "end", "id").values_list("pk", flat=True)[0]
    page = opened(browser, address, f"/claims/{first}/", person)
    taken = []
    for _ in range(SAVES + 2):
        taken.append(page.evaluate(SAVE_AND_NEXT) / 1000)
        page.wait_for_timeout(READING)
    close([page])
    return percentile(taken[2:], 0.95)


def opened(browser: Browser, address: str, path: str, person: User) -> Page:
    """The page after it has loaded, in a tab that is open already and has none of its styles and scripts yet."""
    context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_key(person), "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto("/healthz")
    page.goto(path, wait_until="load")
    page.wait_for_function(FIRST_PAINT)
    return page


def first_paint(pages: list[Page]) -> float:
    return float(statistics.median(page.evaluate(FIRST_PAINT) for page in pages)) / 1000


def close(pages: list[Page]) -> None:
    for page in pages:
        page.context.close()
