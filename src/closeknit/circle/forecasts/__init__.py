"""What we expect of an account, and how often we were right."""
