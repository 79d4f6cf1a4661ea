"""The radar of the two certainties: over all accounts, at one account, and what was done about it."""
