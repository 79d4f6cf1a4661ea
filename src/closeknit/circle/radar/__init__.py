"""The radar of the two certainties: gathering what was heard, counting it, telling owners, and what was done about it."""
