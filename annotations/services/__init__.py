"""The home of every write: one function a gesture, keyword-only, actor first, atomic, recorded.

Services raise django's ValidationError (field -> messages), PermissionDenied, and Stale.
"""
