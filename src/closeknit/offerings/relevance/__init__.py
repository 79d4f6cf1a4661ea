"""Where customers say that we are better or worse than a named competitor, in their words, and what we say of ourselves."""
