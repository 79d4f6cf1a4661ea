"""English in Britain."""
