"""What is decided about discussions: who is meant by a mention, which way a comment goes."""
