"""What people outside do and read in discussions."""
