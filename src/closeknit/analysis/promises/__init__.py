"""What one side said it will do for the other: reading it from a line, and where it stands."""
