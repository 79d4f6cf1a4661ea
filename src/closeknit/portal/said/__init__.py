"""What became of what they said."""
