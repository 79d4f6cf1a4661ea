"""The small drawings as template tags: `{% load look_charts %}`. All widths are percentages, so they fit any column."""

from collections.abc import Sequence
from typing import Any

from django import template

from closeknit.kit.look import charts

register = template.Library()

_LITTLE_RINGS = (30.5, 23.5, 16.5, 9.5)


@register.inclusion_tag("look/charts/gauge.html")
def gauge(one: charts.Gauge) -> dict[str, Any]:
    """Draw a reading: line, interval, dot now, open dot then, and the way between."""
    then = None if one.then is None else _percent(one.then)
    return {"g": one, "now": _percent(one.now), "low": _percent(one.low), "high": _percent(one.high), "then": then}


@register.inclusion_tag("look/charts/share.html")
def share(value: float, said: str, tone: charts.Tone = "calm") -> dict[str, Any]:
    """Draw a share of 0–1 as a line that has come so far; `said` is its title."""
    return {"percent": _percent(value), "said": said, "tone": tone}


@register.inclusion_tag("look/charts/journey.html")
def journey(start: str, now: str, target: str, come: float) -> dict[str, Any]:
    """Draw start, now and target on one line; `come` is the share of the way that is behind."""
    return {"start": start, "now": now, "target": target, "percent": _percent(come)}


@register.inclusion_tag("look/charts/touch.html")
def touch(amount: float, said: str) -> dict[str, Any]:
    """Draw a dot whose area is the amount, 0–1; nothing is a point."""
    return {
        "radius": f"{0.8 if amount <= 0 else 2 + 4.6 * min(amount, 1.0) ** 0.5:.2f}",
        "none": amount <= 0,
        "said": said,
    }


@register.inclusion_tag("look/charts/talk.html")
def talk_line(
    talks: Sequence[charts.Talk], turns: Sequence[charts.Turn], ticks: Sequence[charts.Tick], said: str
) -> dict[str, Any]:
    """Draw all conversations on one line of time: theirs upwards, ours downwards, faint where nobody answered."""
    strokes = [
        {
            "x": _percent(one.at),
            "y": round((-1 if one.theirs else 1) * (4 + one.length * 32), 1),
            "faint": not one.answered,
        }
        for one in talks
    ]
    marks = [{"x": _percent(one.at), "turn": one, "y": -46 if one.above else 40} for one in turns]
    return {"strokes": strokes, "marks": marks, "ticks": [(_percent(one.at), one.label) for one in ticks], "said": said}


@register.inclusion_tag("look/charts/little_circle.html")
def little_circle(ring: int, x: float, y: float, state: str, said: str) -> dict[str, Any]:
    """Draw the circle at 64 px with one account in it: `ring` 1 (innermost) to 4, `x` and `y` −1 to 1 from the middle."""
    rings = [(4 - n, radius) for n, radius in enumerate(_LITTLE_RINGS)]
    return {
        "rings": rings,
        "ring": ring,
        "x": f"{32 + 30 * x:.1f}",
        "y": f"{32 + 30 * y:.1f}",
        "state": state,
        "said": said,
    }


def _percent(value: float) -> str:
    return f"{100 * max(0.0, min(1.0, value)):.4g}%"
