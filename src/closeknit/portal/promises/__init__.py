"""What both sides promised each other, as the account sees it."""
