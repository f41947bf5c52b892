"""Copies of sources in the admin: shown below their source, and changed through nothing."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from annotations.models import Role
from annotations.services.people import change_person
from annotations.services.source_copies import keep_pasted_copy
from annotations.services.sources import add_source
from tests import cast
from tests.cast import acting


def test_copies_of_a_source_are_only_shown(db: None) -> None:
    cast.make_scale()
    project = cast.make_project()
    editor = cast.make_member(project, "editor", Role.EDITOR)
    change_person(actor=cast.STAGE, person=editor, is_staff=True)
    browser = Client()
    browser.force_login(editor)
    source = add_source(
        actor=acting(editor), project=project, url="https://example.org/report", title="Report"
    )
    copy = keep_pasted_copy(actor=acting(editor), source=source, text="<b>Fourteen</b> bolts.")
    path = reverse("admin:annotations_source_change", args=[source.pk])
    page = browser.get(path).content.decode()
    assert copy.sha256 in page
    assert reverse("source_copy", args=[source.pk, copy.pk]) in page
    form = {"url": source.url, "title": "Renamed", "publisher": "", "published_on": "", "archived_url": ""}
    form |= {"seen_version": "1", "reason": "", "copies-TOTAL_FORMS": "1", "copies-INITIAL_FORMS": "1"}
    form |= {"copies-0-id": str(copy.pk), "copies-0-source": str(source.pk), "copies-0-text": "Forged."}
    assert browser.post(path, form).status_code == 302
    source.refresh_from_db()
    copy.refresh_from_db()
    assert (source.title, copy.text) == ("Renamed", "<b>Fourteen</b> bolts.")
