"""The API over HTTP, through the real middleware."""
