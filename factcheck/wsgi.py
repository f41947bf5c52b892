"""The door for gunicorn and waitress. It stays shut while changes would go unrecorded."""

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
