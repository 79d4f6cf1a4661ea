"""The door looks at itself every night: each shared page as each contact, for what should not stand there."""
