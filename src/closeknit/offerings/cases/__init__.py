"""The case for a new offering: written on a group of needs that nothing meets, version by version, and what came of it."""
