"""Characters and offsets. Pure Python: no Django, no files, no network."""
