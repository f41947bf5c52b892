"""What the README names exists: commands, make targets, settings, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"manage\.py (\w+)", README))))
def test_each_command_exists(name: str) -> None:
    assert name in get_commands()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake (\w+)", README)) - {"make"}))
def test_each_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Z][A-Z_]{3,})`", README)) - {"SPLITTER"}))
def test_each_setting_is_read(name: str) -> None:
    code = (
        path for folder in ("factcheck", "annotations", "tests") for path in (ROOT / folder).rglob("*.py")
    )
    assert any(f'"{name}"' in path.read_text(encoding="utf-8") for path in code)


@pytest.mark.parametrize("picture", re.findall(r"!\[[^]]*\]\(([^)]+)\)", README))
def test_each_picture_is_there(picture: str) -> None:
    assert (ROOT / picture).is_file()
