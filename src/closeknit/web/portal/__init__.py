"""The open portal from our side: what waits to be looked at, how it is set, and what of ours is shown there."""
