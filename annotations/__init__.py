"""Articles, claims, verdicts and their history: the whole product, edges included."""
