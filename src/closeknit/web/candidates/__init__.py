"""Signs of an ally: the marks of one account and what they rest on; whom to try, and how decisions turned out."""
