"""Standing questions: which to ask whom next, and how far they reach."""
