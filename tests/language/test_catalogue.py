"""The second language is whole: nothing missing, nothing guessed, every value where it belongs, compiled as written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "annotations" / "locale" / "ar" / "LC_MESSAGES"
PLURALS = 6
# In Arabic none, one and two are words of their own, so that those forms may leave the number out.
FORMS_THAT_NAME_ONE_NUMBER = 3
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%%\([a-z_]+\)s|\{[a-z_]+\}")
TAG = re.compile(r"</?[a-z]+>")
ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(FOLDER / "django.po")


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def written(entry: polib.POEntry) -> list[str]:
    return [text for _, text in sorted(entry.msgstr_plural.items())] if entry.msgid_plural else [entry.msgstr]


def test_every_word_of_the_code_and_the_templates_is_in_the_catalogue_and_no_other(
    catalogue: polib.POFile, tmp_path: Path
) -> None:
    if not shutil.which("msgmerge"):
        message = "GNU gettext is not installed, so nobody looked for words without a translation."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    for part in ("annotations", "factcheck", "templates"):
        shutil.copytree(
            ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "static", "*.npz")
        )
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = "makemessages --locale ar --add-location file --no-obsolete --verbosity 0".split()
    subprocess.run([sys.executable, "manage.py", *command], cwd=tmp_path, check=True)  # noqa: S603
    found = polib.pofile(tmp_path / FOLDER.relative_to(ROOT) / "django.po")
    needed, there = {key(entry) for entry in found}, {key(entry) for entry in catalogue}
    assert needed - there == set(), "run `make messages`, then translate"
    assert there - needed == set(), "run `make messages`: these words are used no more"


def test_nothing_is_left_untranslated_or_guessed(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []
    assert [entry.msgid for entry in catalogue if not all(text.strip() for text in written(entry))] == []


def test_every_count_has_the_six_forms_of_arabic(catalogue: polib.POFile) -> None:
    assert f"nplurals={PLURALS};" in catalogue.metadata["Plural-Forms"]
    counted = [entry for entry in catalogue if entry.msgid_plural]
    assert counted
    assert [entry.msgid for entry in counted if sorted(entry.msgstr_plural) != list(range(PLURALS))] == []


def test_every_value_stands_in_the_translation_as_it_does_in_the_original(catalogue: polib.POFile) -> None:
    wrong = []
    for entry in catalogue:
        asked = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for number, text in enumerate(written(entry)):
            given = sorted(PLACEHOLDER.findall(text))
            may_lack = bool(entry.msgid_plural) and number < FORMS_THAT_NAME_ONE_NUMBER
            if given != asked and not (may_lack and set(given) <= set(asked)):
                wrong.append((entry.msgid, number, text))
            if sorted(TAG.findall(text)) != sorted(TAG.findall(entry.msgid)) and not may_lack:
                wrong.append((entry.msgid, number, text))
    assert wrong == []


def test_the_translation_is_arabic(catalogue: polib.POFile) -> None:
    """Names of things that are the same everywhere aside, every entry has Arabic letters."""
    same = {"API", "%(who)s %(what)s", "%(words)s (%(key)s)"}
    foreign = [entry.msgid for entry in catalogue if not all(map(ARABIC.search, written(entry)))]
    assert [
        msgid for msgid in foreign if msgid not in same and PLACEHOLDER.sub("", msgid).strip(' .,:“”"()')
    ] == []


def test_the_compiled_catalogue_says_what_the_written_one_says(catalogue: polib.POFile) -> None:
    compiled = {key(entry): written(entry) for entry in polib.mofile(FOLDER / "django.mo")}
    assert compiled == {key(entry): written(entry) for entry in catalogue}, "run `make messages`"


def test_the_glossary_stands_at_the_top(catalogue: polib.POFile) -> None:
    for word in ("claim ادّعاء", "verdict حُكم", "ruling قرار", "source مصدر", "reviewer مراجِع"):
        assert word in catalogue.header
