"""Challenges: an open question, prepared, answered, compared, decided and told."""
