"""Can we help? Our answer to each need of an account, and telling it."""
