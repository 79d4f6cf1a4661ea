"""Wiring only: settings, URLs and the WSGI entry."""
