"""Conversations of every kind, planned ones too; where they come from and how they are read."""
