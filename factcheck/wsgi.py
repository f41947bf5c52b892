"""The door for gunicorn and waitress. It stays shut while changes would go unrecorded."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

application = get_wsgi_application()


def refuse_without_history() -> None:
    """Ends the process, saying why and what mends it. A database that cannot be read is no reason: that is a 503."""
    from django.db import DatabaseError, connection

    from annotations.history.standing import refusal

    try:
        why = refusal(connection)
    except DatabaseError:
        return
    finally:
        connection.close()  # a forked worker must not inherit an open database
    if why:
        raise SystemExit(why)


refuse_without_history()


def settle() -> None:
    """What was loaded at start stays for good: going through it once more, ten times a minute, would hold up a page by
    a tenth of a second each time."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 # loads every page's module, which the first request would do otherwise
    gc.collect()
    gc.freeze()


settle()
