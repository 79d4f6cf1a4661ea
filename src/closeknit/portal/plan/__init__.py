"""The joint plan, as the account sees it."""
