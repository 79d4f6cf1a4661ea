"""Coming in to the open portal without being known: an address, a code, a name."""
