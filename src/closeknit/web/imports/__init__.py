"""Bringing in files of what customers said, and saying who the speakers are that nobody could tell."""
