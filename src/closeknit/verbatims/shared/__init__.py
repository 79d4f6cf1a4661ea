"""What people outside read of words: their own, and those that reach their account."""
