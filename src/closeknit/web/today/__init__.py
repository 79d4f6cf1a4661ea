"""Today: whom to call and why."""
