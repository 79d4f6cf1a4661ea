"""Tables of the circle room."""
