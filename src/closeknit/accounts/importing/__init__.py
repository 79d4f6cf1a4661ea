"""Bringing in accounts and people from a table: guessing its columns, reading rows, storing them in chunks, taking it back."""
