"""Whom to try, who stands nearer than the facts say, how our decisions turned out; and the marks of one account."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from closeknit.accounts import queries as account_queries
from closeknit.analysis.circle.candidates import Candidate
from closeknit.analysis.circle.marks import Mark
from closeknit.analysis.kinds import Stage
from closeknit.circle import drawing
from closeknit.circle.marking import queries
from closeknit.circle.marking.seen import get_seen
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Quote
from closeknit.promises import queries as promise_queries
from closeknit.verbatims import queries as verbatim_queries
from closeknit.web import quotes
from closeknit.web.candidates import reviews, rows
from closeknit.web.circle import labels
from closeknit.web.request import HouseRequest

# Each is shown with its marks read anew, so that what one reads is what is so.
SHOWN, MORE = 5, 15
# So many words stand open; the others that are named unfold.
_QUOTES = 3


@dataclass(frozen=True)
class Behind:
    """One mark with the evidence it rests on: words, conversations, promises and people, each a way to its page.

    `more` are the words that unfold, `n_more` how many there are beyond those that are named.
    """

    line: rows.MarkLine
    words: tuple[Quote, ...]
    more: tuple[Quote, ...]
    links: tuple[tuple[str, str], ...]
    n_more: int


def candidates(request: HouseRequest) -> HttpResponse:
    """Show whom one might draw further in, with the marks for and against, and who stands nearer than the facts say."""
    viewer, zone = request.viewer, request.zone
    seen = get_seen(viewer=viewer, at=request.at, zone=zone)
    most = MORE if request.GET.get("more") else SHOWN
    inward, outward = seen.named.candidates.inward, seen.named.candidates.outward
    shown = [*inward[:most], *outward[:most]]
    ids = [one.account_id for one in shown]
    accounts = {row.id: row for row in account_queries.list_accounts_of(ids, viewer=viewer)}
    marks = queries.list_marks(ids, viewer=viewer, at=request.at, zone=zone) if ids else {}
    today = clock.local_date(request.at, zone)

    def tried(several: Sequence[Candidate]) -> list[rows.Tried]:
        known = [one for one in several[:most] if one.account_id in accounts]
        return [rows.tried_of(one, accounts[one.account_id], marks[one.account_id]) for one in known]

    circle = drawing.get_circle(viewer=viewer, at=request.at)
    context = {
        "inward": tried(inward),
        "outward": tried(outward),
        "n_more_inward": max(0, len(inward) - most),
        "n_more_outward": max(0, len(outward) - most),
        "seen_at": seen.named.seen_at,
        "zone": zone,
        "rates": [
            *(
                rows.rate_of(f"Moved to {labels.STAGES[stage]}, and still there at the review", rate)
                for stage, rate in seen.rates.stays.items()
            ),
            rows.rate_of("Reached the aim by the review", seen.rates.aims),
        ],
        "reviews": reviews.due_of(circle, today, viewer.id if request.GET.get("whose") == "mine" else ""),
        "may_decide": viewer.can(Capability.DRAW_CIRCLE),
    }
    return render(request, "web/candidates/candidates.html", context)


def marks(request: HouseRequest, account: str) -> HttpResponse:
    """Show the marks of one account, each with the words, conversations, promises and people that it rests on."""
    viewer = request.viewer
    row = account_queries.get_account(account, viewer=viewer)
    marked = queries.list_marked([row.id], viewer=viewer, at=request.at, zone=request.zone)[row.id]
    context = {
        "account": row,
        "note": rows.note_of(marked.marks),
        "behind": _behind(request, row.id, marked),
        "stage": labels.STAGES[Stage(row.stage)],
    }
    return render(request, "web/candidates/marks.html", context)


def _behind(request: HouseRequest, account: str, marked: queries.Marked) -> list[Behind]:
    viewer = request.viewer
    lines = {line.code: line for line in rows.lines_of(account, marked.marks)}
    wanted = [pk for mark in marked.marks for pk in mark.verbatim_ids]
    said = {row.id: quotes.quote_of(row) for row in verbatim_queries.list_verbatims(wanted, viewer=viewer)}
    names = _names(request, account, marked)
    known = {mark.code: mark for mark in marked.marks}
    return [
        Behind(
            line=line,
            words=tuple(said[pk] for pk in known[code].verbatim_ids[:_QUOTES] if pk in said),
            more=tuple(said[pk] for pk in known[code].verbatim_ids[_QUOTES:] if pk in said),
            links=tuple(names[pk] for pk in _ids(known[code]) if pk in names),
            n_more=max(0, known[code].n - len(known[code].verbatim_ids)) if known[code].verbatim_ids else 0,
        )
        for code, line in lines.items()
    ]


def _ids(mark: Mark) -> tuple[str, ...]:
    return mark.touchpoint_ids + mark.promise_ids + mark.contact_ids


def _names(request: HouseRequest, account: str, marked: queries.Marked) -> dict[str, tuple[str, str]]:
    """Return by id what each piece of evidence is called, and its address."""
    viewer, names = request.viewer, {}
    for pk, (on, medium) in marked.touchpoints.items():
        names[pk] = (f"{medium.replace('_', ' ')} of {on:%-d %b %Y}", reverse("touchpoint", args=[pk]))
    if any(mark.promise_ids for mark in marked.marks):
        for promise in promise_queries.list_ended(viewer=viewer, account=account):
            names[promise.id] = (f"{promise.text} ({promise.settlement})", reverse("promise", args=[promise.id]))
    if any(mark.contact_ids for mark in marked.marks):
        for contact in account_queries.list_contacts(viewer=viewer, account=account, with_left=True):
            names[contact.id] = (contact.name, reverse("person", args=[contact.person_id]))
    return names
