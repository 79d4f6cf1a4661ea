"""Search by words and by meaning: what is near, what holds the words, what speaks for a statement and what against it."""
