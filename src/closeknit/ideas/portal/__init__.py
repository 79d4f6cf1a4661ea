"""The open portal from our side: how it is set, what waits to be looked at, what of our ideas is shown there."""
