"""Where an account is heading: its profile with the words behind each claim, and what we expect."""
