"""Whom to call today and why: what joins all rooms, the account page and the page of each morning."""
