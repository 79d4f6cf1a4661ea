"""What a contact may write about promises, the plan and the ledger."""
