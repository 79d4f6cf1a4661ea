"""Feedback both ways: what we asked for and what came of it, what we give, and how it balances."""
