"""A test that commits leaves the next one the database that the migrations made."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection

from annotations.history.actor import program
from annotations.history.installation import missing
from annotations.models import Action, ActionContext, Change, User
from annotations.services.people import add_person


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_log_and_keeps_its_guards() -> None:
    before = list(ContentType.objects.values()), list(ActionContext.objects.values())
    add_person(actor=program("test"), username="rita", password=None)
    assert Action.objects.exists()
    assert Change.objects.exists()

    call_command("flush", interactive=False, verbosity=0)

    assert not User.objects.exists()
    assert not Action.objects.exists()
    assert not Change.objects.exists()
    assert (list(ContentType.objects.values()), list(ActionContext.objects.values())) == before
    assert missing(connection) == []
    add_person(actor=program("test"), username="rita", password=None)
    with pytest.raises(DatabaseError, match="append-only"):
        Action.objects.update(reason="rewritten")
