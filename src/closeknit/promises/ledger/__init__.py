"""The ledger: what both sides gained and lost together, proposed by one and answered by the other."""
