"""The ledger of an account: what came of it for both sides, who says so, and what it comes to."""
