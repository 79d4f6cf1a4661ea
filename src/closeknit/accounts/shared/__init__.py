"""What people outside see of accounts and people, and what they may change: the doors for outsiders read nothing else of this room."""
