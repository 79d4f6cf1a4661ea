"""Feedback both ways: is a draft fit to be given, how do giving and getting balance, and what stands in a mirror report."""
