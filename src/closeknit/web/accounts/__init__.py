"""Accounts: the list, one account, and what is known of it."""
