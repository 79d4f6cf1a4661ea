"""Signing in with a device instead of a code by mail, for people outside."""
