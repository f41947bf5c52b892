"""Answers how things came to be what they are: gestures in words for people, newest first. Writes nothing."""
