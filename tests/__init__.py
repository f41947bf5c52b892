"""Tests mirror annotations/. `python -m tests` runs them all, on both engines."""
