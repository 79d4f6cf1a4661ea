"""Template tags that know the screens."""
