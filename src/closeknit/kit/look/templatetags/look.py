"""The components of the look as template tags: `{% load look %}`, then one tag a noun."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from closeknit.kit import markdown
from closeknit.kit.look import rows, saying

register = template.Library()

_MARK_NAMES: dict[str, str] = {
    "ease": "at ease",
    "disagree": "readings disagree",
    "alarm": "alarm",
    "quiet": "gone quiet",
    "late": "late",
    "due": "due",
    "good": "good",
    "against": "speaks against",
    "unknown": "unknown",
    "ask": "to ask",
    "rising": "rising",
    "falling": "falling",
    "ours": "ours",
    "theirs": "theirs",
}


@register.simple_tag
def mark(name: str, label: str | None = None) -> SafeString:
    """Return the drawing of a mark with its name for screen readers; `label=""` where the text beside it says it."""
    said = _MARK_NAMES[name] if label is None else label
    drawing = SafeString(render_to_string(f"look/marks/{name}.svg").strip())
    return format_html('{}<span class="visually-hidden">{}</span>', drawing, said) if said else drawing


@register.simple_tag
def state(name: str, label: str | None = None) -> SafeString:
    """Return one of the four states as its shape with the words beside it."""
    return format_html('<span class="state">{}{}</span>', mark(name, ""), label or _MARK_NAMES[name])


@register.simple_tag(takes_context=True)
def day(context: Context, on: date | None) -> SafeString:
    """Return a day as people say it, seen from the `today` of the context, with the full date on hover."""
    return _day(on, saying.say_day(on, context["today"])) if on else SafeString("")


@register.simple_tag(takes_context=True)
def due(context: Context, on: date | None) -> SafeString:
    """Return when something is due, or how late it is, seen from the `today` of the context."""
    return _day(on, saying.say_due(on, context["today"])) if on else SafeString("")


@register.simple_tag
def money(minor: int | None, currency: str) -> SafeString:
    """Return an amount short, with the full amount on hover; nothing where it is not known."""
    if minor is None:
        return SafeString("")
    full = saying.say_money_full(minor, currency)
    return format_html('<data value="{}" title="{}">{}</data>', minor, full, saying.say_money(minor, currency))


@register.simple_tag
def count(n: int, one: str, many: str = "") -> str:
    """Return a count with its unit, in words up to twelve."""
    return saying.say_count(n, one, many)


@register.inclusion_tag("look/parts/quote.html", takes_context=True)
def quote(context: Context, words: rows.Quote, size: str = "") -> dict[str, Any]:
    """Render somebody's words; `size` is "large" for the one that leads a page, "small" in a narrow column."""
    return {"quote": words, "size": size, "today": context.get("today")}


@register.inclusion_tag("look/parts/reasons.html")
def reasons(several: Sequence[rows.Reason]) -> dict[str, Any]:
    """Render why something stands here, a line each."""
    return {"reasons": several}


@register.inclusion_tag("look/parts/promise.html", takes_context=True)
def promise(context: Context, row: rows.PromiseRow) -> dict[str, Any]:
    """Render a promise on one line; red only when it is late."""
    today: date = context["today"]
    distance = (row.due_on - today).days if row.due_on and not row.settled else None
    late = row.settled == "missed" or (distance is not None and distance < 0)
    return {"promise": row, "today": today, "late": late, "soon": distance in (0, 1)}


@register.inclusion_tag("look/parts/act.html", takes_context=True)
def act(context: Context, one: rows.Act) -> dict[str, Any]:
    """Render something one can do: a link, a form of one button, or a button that opens a dialog."""
    return {"act": one, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/picture.html", takes_context=True)
def picture(context: Context, one: rows.Picture, size: str = "") -> dict[str, Any]:
    """Render a picture that a press fetches whole, its name beneath it; `size` is "small" on a line of a list, without its name."""
    return {"picture": one, "size": size, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/empty.html", takes_context=True)
def empty(context: Context, will: str, begin: str = "", act: rows.Act | None = None) -> dict[str, Any]:
    """Render an empty state: one sentence on what will stand here, one on how to begin, one act."""
    return {"will": will, "begin": begin, "act": act, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/toast.html", takes_context=True)
def toast(context: Context, one: rows.Toast) -> dict[str, Any]:
    """Render what just happened, with the way back."""
    return {"toast": one, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/toast.html", takes_context=True)
def message_toast(context: Context, message: Any) -> dict[str, Any]:
    """Render a message of django.contrib.messages as a toast; its `extra_tags` is the address that undoes it."""
    one = rows.Toast(text=str(message.message), undo_url=message.extra_tags or "")
    return {"toast": one, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/progress.html", takes_context=True)
def progress(context: Context, one: rows.Progress) -> dict[str, Any]:
    """Render background work on one line that asks for itself again until it is done."""
    return {"progress": one, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/import_report.html")
def import_report(report: rows.ImportReport) -> dict[str, Any]:
    """Render what an import did: new, same, rejected with row and reason."""
    return {"report": report}


@register.inclusion_tag("look/parts/problem.html", takes_context=True)
def problem(context: Context, one: rows.Problem) -> dict[str, Any]:
    """Render an error: what happened, what was kept, what to do."""
    return {"problem": one, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/pager.html")
def pager(one: rows.Pager) -> dict[str, Any]:
    """Render where one stands in a long list, with the ways back and on."""
    return {"pager": one}


@register.inclusion_tag("look/parts/filters.html")
def filters(several: Sequence[rows.Filter], label: str = "Narrow the list") -> dict[str, Any]:
    """Render the questions that a list can be narrowed by."""
    return {"filters": several, "label": label}


@register.inclusion_tag("look/parts/field.html")
def field(bound: BoundField, size: str = "") -> dict[str, Any]:
    """Render a field of a form: label, help, the input, its error; `size` is "short" or "words"."""
    attrs: dict[str, str | bool] = {}
    described = [f"{bound.auto_id}_error"] if bound.errors else []
    if bound.help_text:
        described.append(f"{bound.auto_id}_help")
    if described and not bound.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    single_choice = getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset
    return {"field": bound, "input": bound.as_widget(attrs=attrs), "size": size, "single_choice": single_choice}


@register.inclusion_tag("look/parts/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Render a summary of what has to be mended, each line a way to its field; nothing when all is well."""
    fields = [bound for bound in form if bound.errors]
    return {"form": form, "fields": fields, "n": len(fields) + len(form.non_field_errors())}


@register.simple_block_tag
def section(
    content: str,
    title: str,
    note: str = "",
    link: str = "",
    link_url: str = "",
    name: str = "",
    mark: str = "",
    parted: bool = False,
) -> SafeString:
    """Wrap content in a section: `note` and a link at the right of its head, `name` its id, `parted` a hairline above."""
    given: dict[str, Any] = {"content": content, "title": title, "note": note, "link": link, "link_url": link_url}
    given |= {"name": name, "mark": mark, "parted": parted}
    return SafeString(render_to_string("look/parts/section.html", given))


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """Wrap content in a dialog that any element with `data-opens="<name>"` opens."""
    return SafeString(render_to_string("look/parts/dialog.html", {"content": content, "name": name, "title": title}))


@register.simple_block_tag
def panel(content: str, title: str, lede: str = "", close_url: str = "") -> SafeString:
    """Wrap content in the side panel, for the `aside` block of a page; `esc` follows `close_url`."""
    given = {"content": content, "title": title, "lede": lede, "close_url": close_url}
    return SafeString(render_to_string("look/parts/panel.html", given))


@register.filter
def theme_of(request: Any) -> str:
    """Return the theme that the browser's owner chose, "light" or "dark"; "" follows the system."""
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in ("light", "dark") else ""


@register.filter
def figure(n: int) -> str:
    """Return a number with its thousands parted: "2,140"."""
    return f"{n:,}"


@register.filter
def with_links(text: str) -> SafeString:
    """Return plain text with its lines as they are and bare addresses as links, sanitised."""
    return markdown.link_lines(text)


@register.filter
def blanks(length: int) -> SafeString:
    """Return that many figure spaces: the bar that stands for a word taken out is as long as the word."""
    return mark_safe("&#8199;" * max(1, min(length, 40)))  # noqa: S308 - a constant, repeated


def _day(on: date, said: str) -> SafeString:
    full = saying.say_full_day(on)
    return format_html('<time datetime="{}" title="{}">{}</time>', f"{on:%Y-%m-%d}", full, said)
