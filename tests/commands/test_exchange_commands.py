"""import_articles, export_verdicts and seed, called as an operator calls them."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from annotations.models import Action, Article, Change, Claim, Ruling, State
from tests import cast


@pytest.fixture
def desk(db: None) -> None:
    cast.make_scale()
    cast.make_project("desk")


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_a_folder_is_taken_in_once(desk: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "date 2026-01-02 The dam broke on Friday. Nine people were hurt.", "utf-8"
    )
    (tmp_path / "b.md").write_text("# Dam\n\nThe dam was built in 1951.", "utf-8")
    (tmp_path / "ignored.bin").write_bytes(b"\x00")
    assert "2 added" in run("import_articles", str(tmp_path), "--project", "desk")
    assert "0 added with 0 proposed claims, 2 unchanged" in run(
        "import_articles", str(tmp_path), "--project", "desk"
    )
    assert Article.objects.count() == 2
    assert str(Article.objects.get(title__contains="dam broke").published_on) == "2026-01-02"
    assert Claim.objects.filter(state=State.SUGGESTED).exists()


def test_one_bad_file_stops_no_other_and_shows_in_the_status(desk: None, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9 \x00 nul")
    (tmp_path / "good.txt").write_text("The dam broke on Friday.", "utf-8")
    records = [{"title": "One", "text": "One."}, {"title": "Two", "text": "\u200b"}]
    (tmp_path / "half.jsonl").write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError, match="2 refused") as refused:
        call_command("import_articles", str(tmp_path), "--project", "desk", stdout=out)
    assert refused.value.returncode == 1
    assert "bad.txt" in out.getvalue()
    assert "half.jsonl, line 2" in out.getvalue()
    # A file is all in or not at all: record one of half.jsonl is not in.
    assert [article.title for article in Article.objects.all()] == ["The dam broke on Friday"]


def test_a_missing_file_and_an_unknown_project_are_said(desk: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no project"):
        run("import_articles", str(tmp_path), "--project", "nowhere")
    with pytest.raises(CommandError, match="1 refused"):
        run("import_articles", str(tmp_path / "absent.txt"), "--project", "desk")


def test_export_writes_the_whole_file_or_none(desk: None, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    run("export_verdicts", "--format", "jsonl", "--project", "desk", "--output", str(target))
    assert json.loads(target.read_text("utf-8").splitlines()[0])["type"] == "project"
    with pytest.raises(CommandError, match="cannot be written"):
        run("export_verdicts", "--format", "csv", "--project", "desk", "--output", str(tmp_path / "no" / "x"))
    assert run("export_verdicts", "--format", "csv", "--project", "desk").startswith("\ufeffarticle_id")


def test_seeds_show_the_whole_product_and_load_once(db: None, tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    assert "3 articles loaded" in run("seed")
    logins = tmp_path / "demo-logins.txt"
    assert stat.S_IMODE(logins.stat().st_mode) == 0o600
    kept, actions, changes = logins.read_text(), Action.objects.count(), Change.objects.count()
    assert "Nothing to load" in run("seed")
    assert (logins.read_text(), Action.objects.count(), Change.objects.count()) == (kept, actions, changes)
    assert Ruling.objects.filter(state="published").exists()
    assert set(Claim.objects.values_list("state", flat=True)) == set(State.values)
    assert not Change.objects.filter(action__isnull=True).exists()
