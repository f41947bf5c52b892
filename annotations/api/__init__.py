"""The JSON edge: one module a resource. Asks selectors, calls services, writes nothing itself."""
