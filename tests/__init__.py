"""Tests mirror annotations/; the cast and its stage are in cast.py."""
