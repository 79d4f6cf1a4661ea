"""The people of one's own side on a shared site: who may do what, inviting a colleague, and oneself."""
