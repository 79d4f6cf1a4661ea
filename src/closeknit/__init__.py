"""Closeknit: customer partnership, from the words somebody said to the promise kept."""
