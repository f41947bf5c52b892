"""Owns reviewers who save verdicts at their own pace while something else is measured. Measures nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from annotations.models import User
from tests.browser.conftest import session_key

PAUSE = 5.0  # seconds between two verdicts of one reviewer: faster than anybody reads a claim and its sources
FIELD = re.compile(r'name="(csrfmiddlewaretoken|version|key)"[^>]*?value="([^"]*)"')
VERDICT_FORM = re.compile(r'<form[^>]*id="verdict-form".*?</form>', re.DOTALL)


@contextmanager
def reviewing(address: str, people: Sequence[User], claims: Sequence[int]) -> Iterator[list[int]]:
    """Each person gives verdicts on the claims in turn, beginning at another one. Yields the statuses answered."""
    stopping, statuses = threading.Event(), list[int]()
    threads = [
        threading.Thread(
            target=_review,
            args=(
                address,
                session_key(person),
                [*claims[number::], *claims[:number]],
                stopping,
                statuses,
                PAUSE * number / len(people),
            ),
        )
        for number, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def _review(
    address: str,
    session: str,
    claims: Sequence[int],
    stopping: threading.Event,
    statuses: list[int],
    late: float,
) -> None:
    connection = HTTPConnection(urlsplit(address).netloc)
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}", "X-Parts": "1", "Referer": address}
    stopping.wait(late)
    while not stopping.is_set():
        for claim in claims:
            if stopping.wait(PAUSE):
                break
            connection.request("GET", f"/claims/{claim}/", headers=headers)
            answer = connection.getresponse()
            cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
            form = VERDICT_FORM.search(answer.read().decode())
            if form is None:
                statuses.append(answer.status)
                continue
            fields = dict(FIELD.findall(form[0])) | {
                "rating": "true",
                "rationale": "Counted.",
                "then": "next",
            }
            sent = headers | {
                "Cookie": f"{headers['Cookie']}; {cookie}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", f"/claims/{claim}/verdict/", urlencode(fields), sent)
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
