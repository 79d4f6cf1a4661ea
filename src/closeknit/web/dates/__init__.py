"""Days that matter to an account: adding, changing, forgetting."""
