"""What people of one's own side saw at work."""
