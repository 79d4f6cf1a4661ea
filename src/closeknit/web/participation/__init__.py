"""Who took part this week, by department."""
