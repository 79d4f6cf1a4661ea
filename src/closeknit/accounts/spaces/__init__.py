"""The shared site of an account, from our side: opening it, inviting, rights, and looking at it as a contact does."""
