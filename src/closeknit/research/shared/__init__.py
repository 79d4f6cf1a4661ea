"""What people outside do and read in research: questions that wait for them, and what they observed."""
