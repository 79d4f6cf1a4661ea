"""Promises of both sides: what is due, one with its story, and making one in a line."""
