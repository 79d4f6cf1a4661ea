"""Conversations: logging one, reading one in full, planning the next, and an account's timeline."""
