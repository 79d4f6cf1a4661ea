"""Passkeys: signing in with a device instead of a code by mail."""
