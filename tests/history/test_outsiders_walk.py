"""The outsider's walk of the README, command by command, on a machine that has neither factcheck nor Django."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from annotations.history.signing_key import signing_key
from tests.evaluation import REPOSITORY
from tests.history.evidence_desk import make_ruling

SECTION = re.search(
    r"### Prove it to an outsider\n(.*?)\n##", (REPOSITORY / "README.md").read_text("utf-8"), re.DOTALL
)
# What `pip install cryptography` would bring.
PACKAGES = ("cryptography", "cffi", "_cffi_backend", "pycparser")


def commands() -> list[list[str]]:
    """The section's blocks of commands, line by line."""
    assert SECTION
    return [block.splitlines() for block in re.findall(r"```sh\n(.*?)\n```", SECTION[1], re.DOTALL)]


@pytest.fixture
def machine(transactional_db: None, tmp_path: Path, settings: Any) -> Path:
    """A folder with evidence.zip in it, as the first block of the section makes it."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    ruling = make_ruling(settings.DATA_DIR)
    (line,) = commands()[0]
    manage, name, claim, *options = line.split()[1:]
    assert (manage, name, claim, options) == ("manage.py", "export_evidence", "17", ["--out", "evidence.zip"])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    call_command(name, ruling.claim_id, out=elsewhere / "evidence.zip")
    return elsewhere


def install_cryptography(python: Path) -> None:
    """In place of pip, which would ask a network: the same packages, linked from here. Nothing else is there."""
    site = next(python.parent.parent.glob("lib/python*/site-packages"))
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin is not None:
            origin = Path(found.origin)
            package = origin.parent if origin.stem == "__init__" else origin
            (site / package.name).symlink_to(package)


def walked(machine: Path, lines: list[str]) -> subprocess.CompletedProcess[str]:
    script = "\n".join(lines)
    return subprocess.run(  # noqa: S603 # the README's own lines
        ["/bin/sh", "-ec", script],
        cwd=machine,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="The walk is written for a Unix shell. Run: on Linux")
def test_the_walk_of_the_readme(machine: Path, settings: Any) -> None:
    _, check, change = commands()
    at = next(number for number, line in enumerate(check) if "pip install" in line)
    assert check[at] == "check/bin/python -m pip install cryptography"
    made = walked(machine, [line.replace("venv check", "venv --without-pip check") for line in check[:at]])
    assert made.returncode == 0, made.stderr
    folder = machine / "evidence"
    install_cryptography(folder / "check" / "bin" / "python")
    for foreign in ("django", "annotations", "factcheck"):
        missing = walked(folder, [f"check/bin/python -c 'import {foreign}'"])
        assert "ModuleNotFoundError" in missing.stderr

    sound = walked(folder, check[at + 1 :])
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert sound.stdout.splitlines()[-1] == "Sound."
    assert f"Compare it with the newsroom's: {signing_key(settings.DATA_DIR).public_line}" in sound.stdout

    altered = walked(folder, change)
    assert altered.returncode == 1
    assert "ruling.json was altered" in altered.stdout
    assert altered.stdout.splitlines()[-1] == "Altered."


def test_the_bundle_s_own_readme_says_the_same(machine: Path) -> None:
    folder = machine / "evidence"
    walked(machine, commands()[1][:1])
    text = (folder / "README.txt").read_text(encoding="utf-8")
    for line in commands()[1][2:]:
        assert line in text
    named = set(re.findall(r"^  (\S+\.\w+) {2,}", text, re.MULTILINE))
    assert named == {path.name for path in folder.iterdir() if path.is_file()} - {"README.txt"}
