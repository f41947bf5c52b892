"""`migrate` puts back what its own checks would refuse to start without."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from annotations.history.installation import missing
from annotations.history.verification import verify
from annotations.models import Action, Change, Role, Seal
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


# pytest-django puts an object where Django wants a string.
@override_settings(SILENCED_SYSTEM_CHECKS=["templates.E002"])
def test_migrate_puts_a_missing_trigger_back() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER history_annotations_claim_u")
        else:
            cursor.execute("DROP TRIGGER history_update ON annotations_claim")
    assert missing(connection)

    call_command("migrate", skip_checks=False, verbosity=0)

    assert not missing(connection)


@override_settings(SILENCED_SYSTEM_CHECKS=["templates.E002"])
def test_what_was_lost_stays_on_record_and_under_a_seal() -> None:
    """A trigger that was off for an hour leaves a trace, whoever puts it back."""
    project = cast.make_project()
    article = cast.make_article(project, cast.make_member(project, "olena", Role.REVIEWER))
    call_command("migrate", verbosity=0)
    before = Action.objects.latest("id").pk
    call_command("migrate", verbosity=0)
    assert Action.objects.latest("id").pk == before
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER history_annotations_article_u")
        else:
            cursor.execute("ALTER TABLE annotations_article DISABLE TRIGGER history_update")
    newest = Change.objects.latest("id")
    call_command("migrate", verbosity=0)
    action = Action.objects.latest("id")
    assert (action.verb, action.channel, action.actor_label) == ("history.repaired", "migration", "migrate")
    lost = (
        "history_annotations_article_u: missing"
        if connection.vendor == "sqlite"
        else "history_update on annotations_article: switched off"
    )
    assert lost in action.reason
    assert f"the newest record is change {newest.pk} of {newest.at:%Y-%m-%d %H:%M:%S}" in action.reason
    assert Seal.objects.get(action_id=action.pk).stream == f"article:{article.pk}"
    assert verify(connection).findings == []
