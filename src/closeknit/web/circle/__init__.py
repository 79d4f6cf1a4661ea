"""The circle: who stands where, why, and where we want them."""
