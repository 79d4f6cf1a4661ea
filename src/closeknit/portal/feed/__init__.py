"""The ideas that we answered, as a feed."""
