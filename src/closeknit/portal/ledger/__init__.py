"""What came of it for both, as the account sees it."""
