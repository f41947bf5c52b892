"""Owns what a test process inherits: a data folder of its own, whatever the developer has set.

Loaded as a pytest plugin before Django's settings are read (`addopts` in pyproject.toml).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Workers of pytest-xdist inherit the folder of the process that started them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    folder = tempfile.mkdtemp(prefix="factcheck-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["FACTCHECK_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    os.environ["FACTCHECK_HISTORY_STRICT"] = "true"
    # A page types addresses of elsewhere; tests that fetch say so and serve the pages themselves.
    os.environ["FACTCHECK_FETCHING"] = "off"
    for name in ("DEBUG", "ALLOWED_HOSTS", "HTTPS", "BEHIND_PROXY", "SECRET_KEY", "TIME_ZONE"):
        os.environ.pop(name, None)
