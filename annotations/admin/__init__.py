"""Django admin over the same services as every other edge. Django imports this package to find the registrations."""

from annotations.admin import articles, claims, history, labels, people, projects, rulings, sources, verdicts

__all__ = ["articles", "claims", "history", "labels", "people", "projects", "rulings", "sources", "verdicts"]
