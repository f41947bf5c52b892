"""The HTML edge: one module a page family. Asks selectors, calls services, writes nothing itself."""
