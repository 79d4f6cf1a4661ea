"""People at accounts: their places over time, coming, changing and leaving."""
