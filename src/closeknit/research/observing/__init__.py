"""What people outside saw at work and wrote on the shared site."""
