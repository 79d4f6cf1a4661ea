"""The joint plan of an account and us: how far its goals have come, when its actions are due, what its review shows."""
