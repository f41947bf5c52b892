"""Questions: they return querysets or frozen dataclasses, scoped to what the person may see, and never write."""
