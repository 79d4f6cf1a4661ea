"""Redesign sessions on the screen: what changes, the blue sky, back to earth, verdicts, and the page that is kept of it."""
