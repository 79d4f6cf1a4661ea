"""Mirror reports, as they were released to one's own side."""
