"""What anybody proposes, what we answer, and the open questions that we put to others."""
