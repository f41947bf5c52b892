"""`migrate` puts back what its own checks would refuse to start without."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from annotations.history.installation import missing

pytestmark = pytest.mark.django_db(transaction=True)


# pytest-django puts an object where Django wants a string.
@override_settings(SILENCED_SYSTEM_CHECKS=["templates.E002"])
def test_migrate_puts_a_missing_trigger_back() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER history_annotations_claim_u")
        else:
            cursor.execute("DROP TRIGGER history_capture ON annotations_claim")
    assert missing(connection)

    call_command("migrate", skip_checks=False, verbosity=0)

    assert not missing(connection)
