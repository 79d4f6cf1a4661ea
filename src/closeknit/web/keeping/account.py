"""Keeping in touch with one account: how late, by which limits, who matters there, and pauses."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import ContactRow
from closeknit.analysis.circle import keeping
from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.kinds import Stage
from closeknit.circle.keeping import queries
from closeknit.circle.keeping.queries import Limits, PauseRow
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Mark
from closeknit.web.circle import labels, standing
from closeknit.web.keeping.forms import LimitsForm, PauseForm
from closeknit.web.request import HouseRequest


@dataclass(frozen=True)
class Person:
    """One person there: whether and why they matter, how late, by which limits; and the form for what is said by hand."""

    id: str
    name: str
    title: str
    matters: bool
    why: str
    mark: Mark
    state: str
    said: str
    limits: str
    pause: PauseRow | None
    form: LimitsForm


def account_keeping(request: HouseRequest, account: str) -> HttpResponse:
    """Show how an account and its people are kept in touch with, and by which limits."""
    viewer = request.viewer
    row = account_queries.get_account(account, viewer=viewer)
    today = request.today
    limits = queries.load_limits(viewer=viewer, today=today, zone=request.zone, accounts=[row.id])
    stage = Stage(row.stage)
    people = [_person(one, stage, limits) for one in account_queries.list_contacts(viewer=viewer, account=row.id)]
    whole = limits.lateness_of(row.id, stage, row.two_way_at)
    late = queries.list_people(limits, viewer=viewer, accounts=[row.id])
    kept = keeping.roll_up(whole, late.get(row.id, ()))
    own = limits.accounts.get(row.id)
    context = {
        "account": row,
        "reasons": standing.reasons_of(kept),
        "tried_at": row.tried_at,
        "own": _say(own),
        "of_stage": _say(limits.stages.get(stage)),
        "stage": labels.STAGES[stage],
        "pause": limits.pauses.get(row.id),
        "people": sorted(people, key=lambda one: (not one.matters, one.name.casefold())),
        "limits_form": LimitsForm(initial=_initial(own), auto_id="own_%s"),
        "pause_form": PauseForm(initial={"until_on": today + timedelta(28)}, auto_id="rest_%s"),
        "may_keep": viewer.can(Capability.DRAW_CIRCLE),
        "rest_until": today + timedelta(28),
    }
    return render(request, "web/keeping/account.html", context)


def _person(row: ContactRow, stage: Stage, limits: Limits) -> Person:
    said = limits.contacts.get(row.id)
    matters = keeping.does_matter(row.role, said.matters if said else None)
    lateness = limits.lateness_of_contact(row.id, row.account_id, stage, row.two_way_at)
    role = row.role.replace("_", " ")
    by_hand = "" if said is None or said.matters is None else "yes" if said.matters else "no"
    initial = _initial(said.limits if said else None)
    return Person(
        id=row.id,
        name=row.name,
        title=row.title,
        matters=matters,
        why="said by hand" if by_hand else f"as {role}" if matters else role,
        mark=labels.MARKS[lateness.state] if matters else "unknown",
        state=labels.STATES[lateness.state] if matters else "",
        said=labels.say_lateness(lateness) if matters else _spoke(lateness.days),
        limits=_say(said.limits if said else None),
        pause=limits.pauses.get(row.id),
        form=LimitsForm(initial=initial | {"matters": by_hand}, auto_id=f"limits_{row.id}_%s"),
    )


def _spoke(days: int | None) -> str:
    if days is None:
        return "never spoken with"
    return {0: "spoke today", 1: "spoke yesterday"}.get(days, f"{days} days since we spoke")


def _say(limits: Cadence | None) -> str:
    return f"every {limits.ideal_days} days, {limits.latest_days} at the latest" if limits else ""


def _initial(limits: Cadence | None) -> dict[str, object]:
    return {"ideal_days": limits.ideal_days, "latest_days": limits.latest_days} if limits else {}
