"""What is asked of ideas: how they are wanted, whether they are answered in time, which are alike."""
