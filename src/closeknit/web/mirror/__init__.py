"""The mirror report: putting it together, looking at it as they will, releasing it, on the screen and as PDF."""
