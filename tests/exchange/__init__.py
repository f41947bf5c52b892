"""Formats with strings, exports with rows."""
