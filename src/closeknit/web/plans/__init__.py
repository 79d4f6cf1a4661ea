"""The joint plan of an account: what it is for, its goals, actions and days, the meeting in which both look at it."""
