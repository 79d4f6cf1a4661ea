"""Checks of hearing: sentences drawn at random, and what people say blind that they are."""
