"""The ledger of an account and us: what both sides gained and lost together, who says so, and what it comes to."""
