"""What people outside read of ideas and challenges, and what they do there. Rows carry only what the outside may read."""
