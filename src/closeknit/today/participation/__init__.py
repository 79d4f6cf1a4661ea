"""Who takes part: by department, about the accounts that were served, never as points of a person."""
