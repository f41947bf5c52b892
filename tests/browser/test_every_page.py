"""Every page that links lead to, with hostile text in every field: sound in every look, and shown as mere text.

The pages are found by following links, so that a new page is looked at from the day somebody links to it.
"""

from __future__ import annotations

from collections import Counter, deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, ViewportSize

from annotations.models import Project, Rating, Role, User
from annotations.services.articles import split_article
from annotations.services.claims import reword_claim
from annotations.services.notes import leave_note
from annotations.services.people import change_person
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.saved_views import save_view
from annotations.services.sources import cite_address
from annotations.services.tags import tag_claims
from tests import cast
from tests.browser.accessibility import findings, sideways
from tests.browser.conftest import DESKTOP, PHONE, OpenPage

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12
MARKUP = '"><img src=x onerror=hacked()><script>hacked()</script>'
HOSTILE = f"{MARKUP} \u202e\u200b{LONG_WORD} مرحبا بالعالم 💡"
# Files that are downloaded, and pages that are not ours.
NO_PAGES = {"export", "api_docs"}
EACH = 1  # pages of one name that are looked at
FEWEST = 15  # names that links must lead to; fewer means that the links were not found
LINKS = """links => links.filter(link => link.origin === location.origin)
    .map(link => link.pathname + link.search)"""


@pytest.fixture
def owner(transactional_db: None) -> User:
    """The owner of a desk where somebody typed hostile text into everything."""
    cast.make_scale()
    project = cast.make_project()
    owner = cast.make_member(project, "owner", Role.OWNER)
    change_person(actor=cast.STAGE, person=owner, display_name=HOSTILE[:150])
    _review(project, owner)
    return owner


def _review(project: Project, owner: User) -> None:
    acting = cast.acting(owner)
    article = cast.make_article(project, owner, title=HOSTILE[:300])
    split_article(actor=acting, article=article)
    claim = cast.make_claim(article, owner)
    claim = reword_claim(actor=acting, claim=claim, version=None, statement=HOSTILE, reason=HOSTILE)
    cast.make_verdict(claim, cast.make_member(project, "reviewer", Role.REVIEWER), rationale=HOSTILE)
    cite_address(
        actor=acting,
        claim=claim,
        url=f"https://example.org/{LONG_WORD}",
        title=HOSTILE[:300],
        publisher=HOSTILE[:200],
        stance="context",
        quote=HOSTILE,
    )
    tag_claims(actor=acting, project=project, claims=[claim], names=[HOSTILE[:40]])
    for about in (claim, article):
        leave_note(actor=acting, about=about, text=f"@owner {HOSTILE}")
    rating = Rating.objects.get(scale=project.scale, code="false")
    ruling = draft_ruling(actor=acting, claim=claim, rating=rating, summary=HOSTILE)
    publish_ruling(actor=acting, ruling=ruling, version=ruling.version, reason=HOSTILE)
    save_view(actor=acting, project=project, name=HOSTILE[:60], query=f"words={LONG_WORD}")


@pytest.mark.parametrize(
    ("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop-light", "phone-dark"]
)
def test_every_page_is_sound(open_page: OpenPage, owner: User, viewport: ViewportSize, *, dark: bool) -> None:
    page = open_page("/", user=owner, viewport=viewport, dark=dark)
    run: list[str] = []
    page.expose_function("hacked", lambda: run.append(page.url))
    unsound = walked(page)
    assert not unsound, "\n".join(f"{path}: {', '.join(faults)}" for path, faults in unsound.items())
    assert run == [], "a script that somebody typed was run"


def walked(page: Page) -> dict[str, list[str]]:
    """Follows links from the home page; what is wrong with which address. EACH of a name's pages at the most."""
    seen: Counter[str] = Counter()
    visited: set[str] = set()
    unsound = {}
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if path in visited or name is None or seen[name] == EACH:
            continue
        visited.add(path)
        seen[name] += 1
        if faults := faults_of(page, path):
            unsound[path] = faults
        waiting.extend(page.eval_on_selector_all("a[href]:not([download], [href*='.atom'])", LINKS))
    assert len(seen) >= FEWEST, f"links lead to these pages alone: {sorted(seen)}"
    return unsound


def name_of(path: str) -> str | None:
    """The name of a page of the web UI, None for what is no page of it."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return None if match.namespaces or match.url_name in NO_PAGES else match.url_name


def faults_of(page: Page, path: str) -> list[str]:
    answer = page.goto(path)
    status, kind = (answer.status, answer.headers["content-type"]) if answer else (0, "")
    if not kind.startswith("text/html"):
        return []  # a feed, a file
    refused = [] if status == 200 else [f"answers {status}"]
    heads = [] if (count := page.locator("h1").count()) == 1 else [f"has {count} first headings"]
    wide = [f"scrolls {pixels} pixels sideways"] if (pixels := sideways(page)) else []
    return [*refused, *heads, *wide, *findings(page)]
