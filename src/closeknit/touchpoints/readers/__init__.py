"""Readers: bytes in, conversations with their turns out. Pure; they import no model."""
