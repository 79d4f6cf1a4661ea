"""What the templates of the circle are given, from what was asked for and what was seen."""

import functools
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from closeknit.analysis.circle.drawing.choice import MOST_DRAWN
from closeknit.analysis.circle.picture import CircleRow, Picture
from closeknit.analysis.kinds import Stage
from closeknit.circle import drawing, queries
from closeknit.circle.drawing import Circle
from closeknit.circle.gathering import CircleAccount
from closeknit.circle.marking import queries as marking
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import NotFound
from closeknit.web.accounts import labels as account_labels
from closeknit.web.candidates import reviews
from closeknit.web.candidates import rows as candidate_rows
from closeknit.web.circle import drawn as drawn_marks
from closeknit.web.circle import labels, listing, shades, standing
from closeknit.web.circle.asked import ALARM, LATENESS, Asked
from closeknit.web.circle.forms import AimForm, DecisionForm
from closeknit.web.request import HouseRequest

__all__ = ["context_of", "replace"]


def context_of(
    request: HouseRequest,
    asked: Asked,
    seen: Circle,
    *,
    decision: DecisionForm | None = None,
    aim: AimForm | None = None,
    whole: bool = False,
) -> dict[str, Any]:
    """Return what the page or its parts show; the picture only where it is drawn (`whole` asks for it in a fragment)."""
    house = identity_queries.get_house()
    row = _chosen(asked, seen)
    context: dict[str, Any] = {
        "asked": asked,
        "may_decide": request.viewer.can(Capability.DRAW_CIRCLE),
        "sees_worth": request.viewer.can(Capability.SEE_WORTH),
        "n_accounts": len(seen.accounts),
        "listing": _list(seen, asked),
    }
    picture = None
    if seen.accounts and asked.show != "table":
        picture = _draw(seen, _narrowing(asked))
        if whole or request.htmx.target != "circle-side":
            title, said, svg = _write(seen, _narrowing(asked), house.name)
            context |= {"title": title, "said": said, "svg": svg, "n_unnamed": picture.n_unnamed}
            context |= {"seen_at": seen.seen_at, "zone": house.zone}
    if row is not None:
        context |= _standing(request, row, seen, asked, picture, house.zone, decision, aim)
    return context | _frame(request, seen, asked)


@functools.lru_cache(maxsize=16)
def _write(seen: Circle, asked: Asked, house: str) -> tuple[str, str, SafeString]:
    """Return title, text and drawing. Three hundred marks are 200 kB: whoever looks at the same circle gets the same bytes."""
    board = drawn_marks.board_of(_draw(seen, asked), seen.accounts, asked, house=house)
    return board.title, board.said, render_to_string("web/circle/_board.html", {"board": board})


def _standing(
    request: HouseRequest,
    row: CircleAccount,
    seen: Circle,
    asked: Asked,
    picture: Picture | None,
    zone: str,
    decision: DecisionForm | None,
    aim: AimForm | None,
) -> dict[str, Any]:
    marked = marking.list_marks([row.id], viewer=request.viewer, at=request.at, zone=zone)[row.id]
    panel = standing.standing_of(row, seen.accounts, queries.list_decisions(row.id, viewer=request.viewer), asked)
    to = Stage(panel.to) if panel.to else None
    initial = DecisionForm.initial_of(to, row.aim, today=clock.local_date(request.at, zone)) if to else {}
    return {
        "standing": panel,
        "alarm": row.alarm if asked.by_alarm else None,
        "marks": candidate_rows.lines_of(row.id, marked),
        "marks_note": candidate_rows.note_of(marked),
        "chosen": drawn_marks.chosen_of(picture, row, to) if picture else None,
        "decision": decision or DecisionForm(initial=initial),
        "aim_form": aim or AimForm(initial={"aim": row.aim or "", "review_on": row.review_on}),
        "aim_is_open": aim is not None,
    }


def _frame(request: HouseRequest, seen: Circle, asked: Asked) -> dict[str, Any]:
    """Return what stands around the picture: whose accounts, which kinds, and what asks for attention."""
    today = request.today
    return _around(seen, _narrowing(asked), request.viewer.id) | {
        "reviews": reviews.due_of(seen, today, _owner(asked)),
        "picture_url": asked.url(show="", stage="", page=1),
        "table_url": asked.url(show="table", page=1),
        "by_lateness_url": asked.url(by=LATENESS),
        "by_alarm_url": asked.url(by=ALARM),
        "everybody_url": asked.url(owner="", kind="", stage="", page=1),
        "all_rings_url": asked.url(stage="", page=1),
        "ring_asked": labels.RINGS[Stage(asked.stage)] if asked.stage else "",
    }


# All of the following is the same for the same circle: who looks at it again pays for none of it, however many accounts there are.


@functools.lru_cache(maxsize=32)
def _around(seen: Circle, asked: Asked, viewer_id: str) -> dict[str, Any]:
    taken = [row for row in seen.accounts if asked.takes(row)]
    owners = {row.owner_id: row.owner for row in seen.accounts if row.owner_id and row.owner_id != viewer_id}
    kinds = {row.kind for row in seen.accounts}
    return {
        "mine": viewer_id,
        "owners": sorted(owners.items(), key=lambda pair: pair[1].casefold()),
        "has_unowned": any(not row.owner_id for row in seen.accounts),
        "kinds": [(code, label) for code, label in account_labels.KINDS.items() if code in kinds],
        "worries": shades.worries_of(taken, asked),
        "legend": shades.legend_of(asked),
        "has_readings": any(row.alarm for row in seen.accounts),
        "n_taken": len(taken),
        "nobody_inside": all(row.stage is Stage.OUTSIDE for row in seen.accounts),
    }


@functools.lru_cache(maxsize=32)
def _list(seen: Circle, asked: Asked) -> listing.Listing:
    return listing.listing_of(seen.accounts, asked)


@functools.lru_cache(maxsize=16)
def _draw(seen: Circle, asked: Asked) -> Picture:
    return drawing.draw_now(_marks(seen, asked))


def _narrowing(asked: Asked) -> Asked:
    """Return of what was asked only that which decides whom the picture shows, and where its links lead."""
    return replace(asked, account="", to="", page=1)


def _owner(asked: Asked) -> str:
    return "" if asked.owner == "nobody" else asked.owner


def _chosen(asked: Asked, seen: Circle) -> CircleAccount | None:
    if not asked.account:
        return None
    row = next((row for row in seen.accounts if row.id == asked.account), None)
    if row is None:
        raise NotFound("There is no account by that name.")
    return row


def _marks(seen: Circle, asked: Asked) -> tuple[CircleRow, ...]:
    """Return whom the picture draws: everybody where they have room, so that narrowing moves nobody; else those asked for."""
    if len(seen.accounts) <= MOST_DRAWN:
        return tuple(row.mark for row in seen.accounts)
    return tuple(row.mark for row in seen.accounts if asked.takes(row))
