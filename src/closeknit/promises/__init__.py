"""What one side said it will do for the other, by when, and what became of it."""
