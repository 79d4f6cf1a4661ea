"""Bringing in accounts and people from a table: sending it, saying what its columns mean, watching, taking it back."""
