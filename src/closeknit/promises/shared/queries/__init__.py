"""Reads for a contact, as frozen rows that carry only what the other side may read."""
