"""Redesign sessions: an offering laid against what changes at a group of accounts, by several people at once."""
