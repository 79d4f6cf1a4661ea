"""Signing in, signing out, the first run, and joining by an invitation."""
