"""The two limits of an account and its people, what was said about them by hand, pauses, and how late everybody is."""
