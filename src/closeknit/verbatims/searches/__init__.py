"""Searches that a member keeps: by a name of their own, with what came in since they looked last."""
