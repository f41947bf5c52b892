"""Answers which rows hold the words somebody looks for, on both engines alike. Writes nothing."""
