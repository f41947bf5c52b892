"""Answers what taking something back would do, and what stands in the way. Writes nothing."""
