"""What the house is working on, on one line that can be left."""
