"""Adjacent needs: what no offering of ours meets, in groups, and the case for a new offering."""
