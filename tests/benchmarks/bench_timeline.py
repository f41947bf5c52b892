"""What a page of a long history costs, beside the 150 ms it may: each timeline, its second page, and each filter.

`FACTCHECK_BENCH_CHANGES=1000000` says how long the history is; without it there are 100,000 Changes.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.models import Action, Claim, Source, User
from annotations.selectors.timeline.walk import LAST
from tests.benchmarks.desk import empty_database
from tests.benchmarks.figure import Figure, percentile
from tests.benchmarks.long_history import LongHistory, make_long_history

CHANGES = int(os.environ.get("FACTCHECK_BENCH_CHANGES", "100000"))
REQUESTS = 40
ALLOWED = 0.150  # seconds
QUERIES = 15


def measure() -> Iterator[Figure]:
    with empty_database():
        start = time.perf_counter()
        history = make_long_history(CHANGES)
        seconds = time.perf_counter() - start
        clients = {"member": Client(), "operator": Client()}
        clients["member"].force_login(history.people[0])
        clients["operator"].force_login(User.objects.get(username="operator"))
        size = f"{history.changes:,} changes, made in {seconds:.0f} s"
        # As the server does at its start: what is loaded is left out of collections.
        clients["operator"].get(reverse("site_history"))
        gc.collect()
        gc.freeze()
        for name, who, path in _pages(history):
            yield _measured(f"{name}, {size}", clients[who], path)


def _pages(history: LongHistory) -> Iterator[tuple[str, str, str]]:
    """(what, who looks, address)."""
    claim = Claim.objects.filter(article__project=history.projects["desk"], ruling__isnull=False).latest("pk")
    often, seldom = history.people[1].pk, history.people[5].pk
    middle = Action.objects.filter(pk__gte=history.actions * 2 // 3).earliest("pk")
    long_ago = timezone.localdate(middle.at).isoformat()
    desk = reverse("project_history", args=["desk"])
    yield "article", "member", reverse("article_history", args=[claim.article_id])
    yield "claim", "member", reverse("claim_history", args=[claim.pk])
    source = Source.objects.filter(project=history.projects["desk"]).latest("pk")
    yield "source", "member", reverse("source_history", args=[source.pk])
    yield "person, for a member", "member", reverse("person_history", args=[often])
    yield "person, for an operator", "operator", reverse("person_history", args=[often])
    yield "project at work", "member", desk
    yield "project at work, for an operator", "operator", desk
    yield "small project of long ago", "member", reverse("project_history", args=["small"])
    yield "large project of long ago", "member", reverse("project_history", args=["past"])
    yield "day of long ago", "member", reverse("project_day", args=["desk", long_ago])
    yield "site", "operator", reverse("site_history")
    yield "site, field, seldom", "operator", reverse("site_history") + "?field=rules"
    yield "feed of the project", "member", reverse("project_history_atom", args=["desk"])
    # Below an Action in the middle of everything, as a reader comes to by many pages.
    deep = f"?before={LAST}-{middle.pk}"
    yield "project at work, deep", "member", desk + deep
    yield "site, deep", "operator", reverse("site_history") + deep
    filters = {
        "who, often": f"who={often}",
        "who, seldom": f"who={seldom}",
        "verb, often": "verb=verdicts",
        "verb, seldom": "verb=ruling.corrected",
        "verb, never": "verb=history.redacted",
        "field, often": "field=rating",
        "field, seldom": "field=rules",
        "field, never": "field=lineage",
        "channel, often": "channel=ui",
        "channel, never": "channel=import",
        "who and channel, never": f"who={often}&channel=import",
        "from outside": "channel=outside",
        "since": f"since={timezone.localdate().isoformat()}",
        "until long ago": f"until={long_ago}",
        "a week of long ago": f"since={long_ago}&until={long_ago}",
        "all at once": f"who={often}&verb=verdicts&field=rating&channel=ui&until={long_ago}",
    }
    for name, query in filters.items():
        yield f"project, {name}", "member", f"{desk}?{query}"
    yield (
        "large project of long ago, who",
        "member",
        reverse("project_history", args=["past"]) + f"?who={seldom}",
    )


def _measured(name: str, client: Client, path: str) -> Figure:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)  # Now: the next request empties the log.
    taken = []
    cpu = time.process_time()
    for _ in range(REQUESTS):
        start = time.perf_counter()
        answer = client.get(path)
        taken.append(time.perf_counter() - start)
        assert answer.status_code == 200, (path, answer.status_code)
    entries = answer.content.count(b'<li class="entry')
    p95 = percentile(taken, 0.95)
    own = (time.process_time() - cpu) / REQUESTS * 1000
    detail = f"p95 {p95 * 1000:.0f} ms, best {min(taken) * 1000:.0f} ms, own CPU {own:.0f} ms,"
    detail += f" {queries} queries, {entries} entries"
    if b"timeline-stretch" in answer.content:
        detail += ", looks no further"
    if queries > QUERIES:
        detail += ", TOO MANY QUERIES"
    return Figure(name, p95, "what it may cost", ALLOWED, 1.0, detail)
