"""Challenges: an open question to others or ourselves, answered by a day and decided on the customers' own criteria."""
