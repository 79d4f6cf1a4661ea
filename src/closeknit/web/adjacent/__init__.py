"""Adjacent needs: groups of what nothing of ours meets, and the case for a new offering."""
