"""Tables of the needs room."""
