"""Secrets that stand in links: made once, shown once, kept as a hash."""

import hashlib
import secrets


def make_secret() -> str:
    """Return a secret that nobody can guess (192 bits), fit for an address."""
    return secrets.token_urlsafe(24)


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret: sha256 in hex. It needs no salt, since nobody chose it."""
    return hashlib.sha256(secret.encode()).hexdigest()
