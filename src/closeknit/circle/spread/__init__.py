"""Who of theirs and ours is in touch, who has heard what from whom, and who could lead us to whom."""
