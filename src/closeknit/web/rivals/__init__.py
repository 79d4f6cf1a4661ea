"""Names that customers compare us with: who is meant is said here, once and for all."""
