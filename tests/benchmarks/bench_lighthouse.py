"""What Lighthouse says of the main pages: points lost in the worst category, beside the most that are allowed.

Lighthouse comes from npm at the first run and needs Node.js; the Chromium is the one that the tests use.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from annotations.models import Article, Project
from tests import chromium
from tests.benchmarks.desk import empty_database, make_desk
from tests.benchmarks.figure import Figure
from tests.benchmarks.long_articles import make_long_article
from tests.benchmarks.serving import served
from tests.browser.conftest import session_key

LIGHTHOUSE = "lighthouse@12.8.2"
MOST_LOST = 5  # points of 100, in any category
DESKTOP, PHONE = ("--preset=desktop",), ("--form-factor=mobile",)


def measure() -> Iterator[Figure]:
    npx, executable = shutil.which("npx"), chromium.executable()
    if npx is None:
        raise RuntimeError("Lighthouse needs Node.js. Run: sudo apt-get install nodejs npm")
    if executable is None:
        raise RuntimeError(f"No Chromium was found. Run: {chromium.INSTALL}")
    with empty_database():
        project, reviewer = make_desk()
        article = make_long_article(project, reviewer, words=2_000, claims=60)
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_key(reviewer)}"
        with served() as address:
            for name, path in pages(project, article).items():
                for device, options in {"": DESKTOP, ", phone": PHONE}.items():
                    if device and name not in {"queue", "workbench"}:
                        continue
                    report = reported(npx, executable, address + path, cookie, options)
                    yield figure(f"Lighthouse: {name}{device}", report)


def pages(project: Project, article: Article) -> dict[str, str]:
    desk, text = f"/projects/{project.slug}", f"/articles/{article.pk}"
    claim = article.claims.order_by("start").values_list("pk", flat=True)[0]
    return {
        "home": "/",
        "project": f"{desk}/",
        "queue": f"{desk}/queue/",
        "workbench": f"{text}/",
        "claim": f"/claims/{claim}/",
        "find": f"{desk}/find/?q=bridge",
        "exports": f"{desk}/exports/",
        "history": f"{text}/history/",
        "account": "/account/",
    }


def reported(
    npx: str, executable: str, address: str, cookie: str, options: tuple[str, ...]
) -> Mapping[str, float]:
    """Points of 100 by category."""
    flags = " ".join(("--headless", *chromium.launch_flags()))
    with tempfile.TemporaryDirectory() as folder:
        headers = Path(folder, "headers.json")
        headers.write_text(json.dumps({"Cookie": cookie}), encoding="utf-8")
        command = [npx, "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", *options]
        command += [f"--extra-headers={headers}", f"--chrome-flags={flags}"]
        environment = os.environ | {"CHROME_PATH": executable}
        done = subprocess.run(command, env=environment, check=False, capture_output=True)  # noqa: S603 # ours
    if done.returncode:
        raise RuntimeError(f"Lighthouse could not judge {address}: {done.stderr.decode()}")
    categories = json.loads(done.stdout)["categories"]
    return {category["title"]: 100 * category["score"] for category in categories.values()}


def figure(work: str, points: Mapping[str, float]) -> Figure:
    lost = 100 - min(points.values())
    detail = ", ".join(f"{title} {score:.0f}" for title, score in points.items())
    return Figure(work, lost, "the most allowed", MOST_LOST, 1, detail, unit="points")
