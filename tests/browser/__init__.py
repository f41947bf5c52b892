"""The web UI in a real Chromium."""
