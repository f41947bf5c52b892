"""The rules of DESIGN section 3, read off the syntax trees: imports, writes, names, sizes, docstrings."""
