"""Owns where Chromium is and how it is started. Debian's own build; nothing is ever downloaded."""

from __future__ import annotations

import os
import shutil

INSTALL = "sudo apt-get install --no-install-recommends chromium-headless-shell"

# The same Chromium without a browser's own window, which costs each page several times what the page does; else whole.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# It must ask nobody for updates, and /dev/shm is small in containers.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def executable() -> str | None:
    """The program named by $CHROMIUM, or the first one found on the path."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else NAMES
    return next((path for name in names if (path := shutil.which(name))), None)


def launch_flags() -> list[str]:
    """FLAGS, and no sandbox for root alone, as whom Chromium refuses to start with one."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if is_root else list(FLAGS)
