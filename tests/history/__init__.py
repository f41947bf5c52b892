"""The history: what is recorded, that it cannot be bypassed, that it proves itself, how it reads."""
