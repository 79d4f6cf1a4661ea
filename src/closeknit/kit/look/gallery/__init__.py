"""Every component with invented words, rendered to files without a database: `python -m closeknit.kit.look.gallery DIR`."""
