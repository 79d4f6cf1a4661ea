"""`{% thread_later need.id %}`: the thread through something, loaded once the page stands."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("web/thread/_later.html")
def thread_later(step: str) -> dict[str, Any]:
    """Leave a place for the thread through a step; without a script it is the way to the thread's own page."""
    return {"step": step}
