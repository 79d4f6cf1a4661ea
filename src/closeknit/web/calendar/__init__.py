"""A member's calls for their own calendar program, at an address that only they know."""
