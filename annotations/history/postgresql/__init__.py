"""Django's PostgreSQL backend with a schema editor that keeps the history's triggers."""
