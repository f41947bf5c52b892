"""The web UI over HTTP: who sees what, what is refused, what is kept."""
