"""The joint plan: what an account and we want to reach together, who does what for it, and the meetings in which both look at it."""
