"""Hearing that learns from people: their corrections are the state, what follows from them is made anew whenever they change."""
