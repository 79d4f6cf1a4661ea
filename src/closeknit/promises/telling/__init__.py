"""Telling how a promise ended: to whom, in which words, and what they say when they are asked whether that settles it."""
