"""What each side is there for: ours as we show it, theirs as they write it."""
