"""Backups: one file with the whole house, made while it works, checked by opening it, and the way back from it."""
