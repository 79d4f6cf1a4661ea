"""Heard: everything that was said, found again by words, and one sentence in its place."""
