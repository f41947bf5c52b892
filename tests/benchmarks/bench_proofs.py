"""What it costs to prove the history: to verify it whole or since a checkpoint, to sign it, to pack evidence of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count

from django.conf import settings
from django.db import connection

from annotations.exchange.evidence import evidence_bundle
from annotations.exchange.prov import prov_pieces, whole_history
from annotations.history.checkpoints import make_checkpoint
from annotations.history.export import exported_lines
from annotations.history.recording import recorded
from annotations.history.signing_key import signing_key
from annotations.history.verification import verify
from annotations.models import Article, Change, Claim, Project, Rating, Role, Ruling, Seal, User, Verb
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from tests.benchmarks.desk import claims_for, empty_database, make_article, make_desk, store_claims
from tests.benchmarks.figure import Figure
from tests.cast import STAGE, acting, make_member, make_verdict

ARTICLES = 200
GESTURES = 2_000
ROUNDS = 4
NUMBERS = count(1)
VERIFIED_A_SECOND = 60_000
EXPORTED_A_SECOND, TOLD_A_SECOND = 20_000, 5_000
# The most that one of these may take, in seconds.
SIGNED_WITHIN, PACKED_WITHIN = 1.0, 1.0


def measure() -> Iterator[Figure]:
    with empty_database():
        ruling = _desk_full_of_history()
        note = make_checkpoint(settings.DATA_DIR).note
        changes = Change.objects.count()
        whole = _rate("verify", changes, _verified, VERIFIED_A_SECOND)
        yield whole
        _reword(50)
        key = signing_key(settings.DATA_DIR).public_line
        walked = 0

        def since() -> None:
            nonlocal walked
            report = verify(connection, key_line=key, outside=note, only_moved=True)
            assert report.is_sound, report.findings[:3]
            walked = report.changes - report.changes_not_walked

        seconds = _best(since)
        detail = f"{walked:,} of {changes:,} changes walked"
        yield Figure(
            f"{connection.vendor}: verify since a checkpoint",
            seconds,
            "all of it",
            whole.seconds,
            0.5,
            detail,
        )
        seals = Seal.objects.count()
        seconds = _timed(lambda: make_checkpoint(settings.DATA_DIR))
        yield _within(f"sign a checkpoint over {seals:,} seals", seconds, SIGNED_WITHIN)
        size = len(evidence_bundle(ruling))
        yield _within(
            "pack the evidence for a ruling",
            _best(lambda: evidence_bundle(ruling)),
            PACKED_WITHIN,
            f"{size:,} bytes",
        )
        lines = sum(1 for _ in exported_lines(key))
        yield _rate("export", lines, lambda: _read(exported_lines(key)), EXPORTED_A_SECOND, "lines")
        yield _rate(
            "export as PROV",
            changes,
            lambda: _read(prov_pieces(whole_history(), "http://x")),
            TOLD_A_SECOND,
        )


def _desk_full_of_history() -> Ruling:
    """Articles of fifty claims, each reworded by hand now and then, and updates in bulk: as a desk writes."""
    project, reviewer = make_desk()
    articles = [make_article(project, reviewer, next(NUMBERS)) for _ in range(ARTICLES)]
    for article in articles:
        store_claims(reviewer, claims_for(article))
    for _ in range(ROUNDS):
        with recorded(STAGE, Verb.CLAIM_CHANGED):
            Claim.objects.update(claimant=f"Speaker {next(NUMBERS)}")
    _reword(GESTURES)
    return _ruled(articles[0], project, reviewer)


def _reword(times: int) -> None:
    for claim in Claim.objects.order_by("-id")[:times]:
        with recorded(STAGE, Verb.CLAIM_REWORDED):
            Claim.objects.filter(pk=claim.pk).update(statement=f"Reworded for the {next(NUMBERS)}th time.")


def _ruled(article: Article, project: Project, editor: User) -> Ruling:
    claim = article.claims.order_by("id")[0]
    make_verdict(claim, make_member(project, "second", Role.REVIEWER))
    cite_address(
        actor=acting(editor), claim=claim, url="https://example.org/r", title="Report", stance="supports"
    )
    rating = Rating.objects.filter(scale=project.scale)[0]
    ruling = draft_ruling(actor=acting(editor), claim=claim, rating=rating, summary="It is so.")
    return publish_ruling(actor=acting(editor), ruling=ruling, version=ruling.version)


def _verified() -> None:
    report = verify(connection)
    assert report.is_sound, report.findings[:3]


def _read(pieces: Iterator[str]) -> None:
    for _ in pieces:
        pass


def _rate(work: str, number: int, run: Callable[[], None], floor: int, what: str = "changes") -> Figure:
    seconds = _best(run)
    rate = f"{number / seconds:,.0f} {what} a second"
    named = f"{connection.vendor}: {work} {number:,} {what}"
    return Figure(named, seconds, f"{floor:,} a second", number / floor, 1.0, rate)


def _within(work: str, seconds: float, most: float, detail: str = "") -> Figure:
    return Figure(f"{connection.vendor}: {work}", seconds, f"{most:g} s", most, 1.0, detail)


def _best(run: Callable[[], object], times: int = 3) -> float:
    """The quickest of a few: what else the machine does is no part of it."""
    return min(_timed(run) for _ in range(times))


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
