"""What speakers allowed us to show of their words: to whom, and whether with their name."""
