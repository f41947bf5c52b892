"""The stage that tests of the admin share: an editor of the staff, who is logged in, and a claim of theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from annotations.models import Claim, Project, Role, User
from annotations.services.people import change_person
from tests import cast


@pytest.fixture
def project(db: None) -> Project:
    cast.make_scale()
    return cast.make_project("desk")


@pytest.fixture
def editor(project: Project) -> User:
    person = cast.make_member(project, "editor", Role.EDITOR)
    return change_person(actor=cast.STAGE, person=person, is_staff=True)


@pytest.fixture
def claim(project: Project, editor: User) -> Claim:
    return cast.make_claim(cast.make_article(project, editor), editor)


@pytest.fixture
def browser(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client
