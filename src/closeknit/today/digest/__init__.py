"""The weekly digest: what waits for a member, what was heard, what became of what they handed in; by mail, once a week."""
