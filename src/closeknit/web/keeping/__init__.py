"""In touch: who waits for too long, whose turn it is, limits and pauses, and how much of the circle is within its limit."""
