"""Mails that came to the house's own address: what became of each."""
