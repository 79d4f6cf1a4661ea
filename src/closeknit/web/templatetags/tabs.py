"""`{% tabs "account" account.id %}`: the row of words that leads to the pages which belong to this one."""

from typing import Any

from django import template
from django.template.context import Context

from closeknit.web import tabs as groups

register = template.Library()


@register.inclusion_tag("look/parts/tabs.html", takes_context=True)
def tabs(context: Context, group: str, *arguments: str, at: str = "") -> dict[str, Any]:
    """Render the pages of a group, the one that is open (or has the route `at`) marked; nothing where it stands alone."""
    match = context["request"].resolver_match
    current = at or (match.url_name if match else "")
    viewer = context["request"].viewer
    sections = groups.list_sections(group, current, *arguments, viewer=viewer)
    return {
        "sections": sections,
        "current": next((row for section in sections for row in section.rows if row.current), None),
        "tabs": [] if sections else groups.list_tabs(group, current, *arguments, viewer=viewer),
        "label": f"Pages about this {group}",
    }
