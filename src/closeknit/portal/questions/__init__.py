"""Questions that wait for whoever looks."""
