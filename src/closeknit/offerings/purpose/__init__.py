"""What we are here for: one of five ideals and our own lines, version by version, and which lines our decisions serve."""
