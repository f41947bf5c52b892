"""The command line edge: thin commands over services and selectors."""
