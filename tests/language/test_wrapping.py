"""Whatever people read goes through gettext: no literal words in templates, none in Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.models import names
from tests.language.python_text import unseen_sentences
from tests.language.template_text import unseen_words

ROOT = Path(__file__).parents[2]
# Swagger UI speaks English, to programmers.
ENGLISH = {"api_docs.html"}
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if path.name not in ENGLISH)
# Where words for people are made. Commands speak English to operators; the layers below are pure or speak to programs.
SPOKEN = ("models", "selectors", "services", "web", "admin", "ingest", "templatetags", "api")
MODULES = [
    ROOT / "annotations" / "policy.py",
    *(path for part in SPOKEN for path in sorted((ROOT / "annotations" / part).rglob("*.py"))),
]
# The vocabulary by which texts in many languages are read.
READS_TEXTS = {"dates.py", "front_matter.py", "markup.py", "title.py"}
# Said on the command line only, to operators.
ON_THE_COMMAND_LINE = {"model_client.py"}
# What Swagger UI shows, to programmers, in English.
SCHEMA = {"schema.py"}
# Part of a stored row, a header or a file, which are the same in every language.
STORED_OR_SENT = {
    " and more",
    "Claim … to seal …: …",
    "a file without a name",
    "new password",
    "pasted text",
    "checkpoint none",
    "factcheck (a reader's copy for checking a quotation)",
    "gzip, deflate",
    "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
    "www.",
}
PRINTED_ON_KEYS = {"home end", "page down", "page up"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_has_no_words_outside_its_translation_tags(path: Path) -> None:
    assert list(unseen_words(path.read_text())) == []


def test_no_words_for_people_stand_in_python_as_they_are() -> None:
    same = STORED_OR_SENT | PRINTED_ON_KEYS
    found = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for path in MODULES
        if path.name not in READS_TEXTS | ON_THE_COMMAND_LINE | SCHEMA
        for line, text in unseen_sentences(path.read_text(), is_api=path.parent.name == "api")
        if text not in same
    ]
    assert found == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hello there</p>", ["Hello there"]),
        ('<a title="Go back">{% translate "Back" %}</a>', ["Go back"]),
        ("{% if a %}one{% endif %}", ["one"]),
        ('{% translate "seen" %} · {{ value }}', []),
        ("{% blocktranslate %}seen{% endblocktranslate %}", []),
        ('<p class="quiet">{# a remark #}{% comment %}words{% endcomment %}</p>', []),
        ("{% block page_class %}page--narrow{% endblock %}", []),
        ("<kbd>enter</kbd> factcheck", []),
        ('{{ value|default:"not known" }}', ["not known"]),
        ('{{ done|yesno:"yes,no" }}', ["yes,no"]),
        ('{{ day|date:"j F Y" }}', []),
    ],
)
def test_words_in_a_template_are_found(template: str, words: list[str]) -> None:
    assert list(unseen_words(template)) == words


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ('raise refuse("text", "There is no text.")', ["There is no text."]),
        ('raise refuse("text", _("There is no text."))', []),
        ('raise refuse("text", f"At most {most} claims are merged.")', ["At most … claims are merged."]),
        ('def f():\n    """Words of a docstring."""', []),
        ('raise TypeError("of our own making")', []),
        ('label = "Words of the article"', ["Words of the article"]),
        ('Text(help_text="Such as a name.")', ["Such as a name."]),
        ('content_type = "text/csv; charset=utf-8"', []),
    ],
)
def test_sentences_in_python_are_found(source: str, sentences: list[str]) -> None:
    assert [text for _, text in unseen_sentences(source)] == sentences


def test_the_schema_of_the_api_is_english() -> None:
    assert list(unseen_sentences('Text(help_text="Such as a name.")', is_api=True)) == []


def test_every_model_and_field_has_a_name_that_translators_see() -> None:
    from django.apps import apps
    from django.utils.functional import Promise

    unnamed = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("annotations").get_models()
        for field in model._meta.local_fields
        if field.name != "id" and not isinstance(field.verbose_name, Promise)
    ]
    unnamed += [
        model.__name__
        for model in apps.get_app_config("annotations").get_models()
        if not isinstance(model._meta.verbose_name, Promise)
        or not isinstance(model._meta.verbose_name_plural, Promise)
    ]
    assert unnamed == [], "name it in annotations/models/names.py"


def test_no_name_is_kept_for_what_is_gone() -> None:
    from django.apps import apps

    models = list(apps.get_app_config("annotations").get_models())
    assert names.MODELS.keys() - {model._meta.model_name for model in models} == set()
    assert (
        names.FIELDS.keys() - {field.name for model in models for field in model._meta.local_fields} == set()
    )
