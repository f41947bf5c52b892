"""Getting an article out of what people have: pasted text, files, records. Pure Python.

No Django, no database, no network, no file system: bytes and strings in, Documents and Refusals out.
"""
