"""Owns which libraries can be measured here: installed, and made for the engine. Imports none of them."""

from __future__ import annotations

import os
from importlib.util import find_spec

IS_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
# Package -> the applications that Django has to know.
LIBRARIES = {
    "simple_history": ["simple_history"],
    "auditlog": ["auditlog"],
    **({"pghistory": ["pgtrigger", "pghistory"]} if IS_POSTGRESQL else {}),
}
PRESENT = [name for name in LIBRARIES if find_spec(name)]
