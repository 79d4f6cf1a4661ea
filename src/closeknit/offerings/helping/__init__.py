"""Can we help? Our answer to each need of each account: why, what it would take, who decides, by when, and who was told."""
