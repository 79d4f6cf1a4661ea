"""Whose voice is missing, and who is asked too often."""
