"""Getting articles out of what people have: pasted text, files, records.

Reading is pure: bytes and strings in, Documents and Refusals out; no Django, no network, no file system. Only
`intake` knows the services.
"""
