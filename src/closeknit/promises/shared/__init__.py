"""What an account reads and writes on the shared site of what both owe each other: promises, the plan, the ledger."""
