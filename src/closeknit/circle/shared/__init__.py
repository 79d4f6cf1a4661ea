"""What people outside see of the circle: who is in it, and what is in it for both. Nothing of what we think of anybody."""
