"""Answers what things were at a seal or a moment, folded from the history alone. Writes nothing."""
