"""Coming in: a code by mail, or the link of an invitation. No password."""
