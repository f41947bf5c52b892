"""Owns the stage of the evidence's tests: a published, corrected ruling among what is nobody else's business."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from annotations.history.checkpoints import make_checkpoint
from annotations.models import Correction, Rating, Role, Ruling, Stance
from annotations.services.notes import leave_note
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.sources import add_source, cite_source
from tests import cast
from tests.cast import acting

INTERNAL = "Call the ministry again before lunch, tip from Anna Nowak."
OTHER_CLAIM = "Something else that nobody outside should read."
PUBLIC = "The ministry confirmed the count."


def make_ruling(folder: Path) -> Ruling:
    """Published, corrected, and signed for by two checkpoints whose key is in the folder."""
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    editor = cast.make_member(project, "ruth", Role.EDITOR)
    article = cast.make_article(project, reviewer)
    claim = cast.make_claim(article, reviewer)
    cast.make_claim(article, reviewer, "first closure in nine years", OTHER_CLAIM)
    cast.make_verdict(claim, reviewer, rationale="The report lists 14 bolts 💡 \u2028 as <b>cracked</b>.")
    source = add_source(
        actor=acting(reviewer), project=project, url="https://example.org/report", title="Report"
    )
    cite_source(actor=acting(reviewer), claim=claim, source=source, stance=Stance.SUPPORTS, quote="14 bolts")
    leave_note(actor=acting(reviewer), about=claim, text=INTERNAL)
    leave_note(actor=acting(reviewer), about=claim, text=PUBLIC, is_public=True)
    rating = Rating.objects.get(code="true")
    ruling = draft_ruling(actor=acting(editor), claim=claim, rating=rating, summary="Inspectors counted 14.")
    ruling = publish_ruling(actor=acting(editor), ruling=ruling, version=ruling.version)
    make_checkpoint(folder)
    correct_ruling(
        actor=acting(editor),
        ruling=ruling,
        version=None,
        kind=Correction.Kind.CLARIFICATION,
        explanation="Said where.",
        summary="Inspectors counted 14 in the bridge.",
    )
    make_checkpoint(folder)
    return Ruling.objects.select_related("claim").get(pk=ruling.pk)


def unpacked(bundle: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        archive.extractall(folder)
    return folder


def verified(folder: Path, *arguments: str) -> tuple[int, str]:
    """What verify.py of the bundle says of its folder, run without factcheck and with an empty environment."""
    done = subprocess.run(  # noqa: S603 # our own command line
        [sys.executable, "-I", "verify.py", ".", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={"PYTHONUTF8": "1"},
    )
    assert not done.stderr
    return done.returncode, done.stdout
