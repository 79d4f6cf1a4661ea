"""Six readings of each relationship, and the alarm: gathered from every room below, decided by the analysis."""
