"""Owns the data folder and the secret key kept in it. Reads no other setting."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def data_folder(default: Path) -> Path:
    """The folder named by FACTCHECK_DATA_DIR, or the default; made with mode 0700 when it is missing."""
    folder = Path(os.environ.get("FACTCHECK_DATA_DIR") or default).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """SECRET_KEY from the environment, or the one made at the first start and kept in the folder (mode 0600)."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        return given
    path = folder / "secret-key.txt"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
