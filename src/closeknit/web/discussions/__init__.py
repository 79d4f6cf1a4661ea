"""What both sides say about something, and beneath it, apart, what we note among ourselves."""
