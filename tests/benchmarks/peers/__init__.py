"""What a write costs with the product's history and with the libraries that are most used, on one and the same model.

An application of its own with settings of its own, run in a process of its own (`python -m tests.benchmarks.peers`):
nothing of it reaches the product. The libraries come with `make bench`, and with nothing else.
"""
