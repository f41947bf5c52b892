"""The evidence for a ruling over the API: a zip for members, a problem in words while nothing is signed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from annotations.history.checkpoints import make_checkpoint
from annotations.models import Project
from tests.api.caller import calling
from tests.api.stage import set_stage
from tests.history.bypass import settle


def test_the_zip_is_for_members(project: Project, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    stage = set_stage(project)
    claim = stage.ids["ruled"]
    viewer = calling(stage.people["viewer"])
    early = viewer.get(f"claims/{claim}/evidence/")
    assert (early.status_code, early.json()["code"]) == (409, "not_signed")
    settle()
    make_checkpoint(tmp_path)
    answer = viewer.get(f"claims/{claim}/evidence/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"evidence-claim-{claim}.zip" in answer.headers["Content-Disposition"]
    assert "history.jsonl" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert viewer.get(f"claims/{claim}/evidence/?with_internal_notes=1").status_code == 400
    drafted = stage.ids["drafted"]
    assert viewer.get(f"claims/{drafted}/evidence/").status_code == 404
    assert calling(stage.people["outsider"]).get(f"claims/{claim}/evidence/").status_code == 404
