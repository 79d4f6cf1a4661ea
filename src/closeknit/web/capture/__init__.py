"""Handing in what was heard: the field on every page, and the page that says more about it."""
