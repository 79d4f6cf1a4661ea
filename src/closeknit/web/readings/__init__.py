"""What to worry about at an account, the six readings below it, and how it feels to us."""
