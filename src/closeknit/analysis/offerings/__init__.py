"""What we stand for and ship, weighed: the ideals, how well needs are met, what customers say of us beside others, whether we can help."""
