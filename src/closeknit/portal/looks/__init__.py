"""A member of ours sees the shared site exactly as a contact does."""
