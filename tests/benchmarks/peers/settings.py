"""The product's settings, with the libraries and their tables beside it."""

from __future__ import annotations

from factcheck.settings import *  # noqa: F403
from factcheck.settings import INSTALLED_APPS
from tests.benchmarks.peers.libraries import LIBRARIES, PRESENT

INSTALLED_APPS = [
    *INSTALLED_APPS,
    *(app for name in PRESENT for app in LIBRARIES[name]),
    "tests.benchmarks.peers.apps.Peers",
]
# Their triggers are put in place as our tests' tables are: without migrations of this application.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True
PGTRIGGER_SCHEMA_EDITOR = False
# Their tables are recorded by them, not by us.
SILENCED_SYSTEM_CHECKS = ["history.E001"]
