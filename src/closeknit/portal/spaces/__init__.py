"""The shared sites that a person can come into, and the first page of one."""
