"""Addresses of rows on other screens."""

import functools

from django.urls import NoReverseMatch, reverse


@functools.lru_cache(maxsize=4096)
def find_way(route: str, *arguments: str) -> str:
    """Return the address of a route, or "" where this house has no such screen: what would lead there is then plain text."""
    try:
        return reverse(route, args=arguments)
    except NoReverseMatch:
        return ""
