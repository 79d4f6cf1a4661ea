"""The shared days for one's own calendar program, at an address that only its owner knows."""
