"""The shared site of an account and us."""
