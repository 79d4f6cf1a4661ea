"""What a house teaches its hearing: adjustments from its people's corrections, and how well hearing does on their labels."""
