"""Names that customers compare us with: found in what they say, decided by a person once and for all, and then heard."""
