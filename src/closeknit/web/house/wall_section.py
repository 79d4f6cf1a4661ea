"""The wall, as the house last looked through it: a section of the settings."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from closeknit.accounts import queries as account_queries
from closeknit.kit import clock, wallcheck
from closeknit.web.house.section import Section, Typed
from closeknit.web.request import HouseRequest

# What a finding's code means; the words that were found are kept nowhere.
WHAT = {
    "name": "the name of another account",
    "domain": "another account’s domain",
    "person": "the name of somebody elsewhere",
    "worth": "what an account is worth",
    "stage": "a ring of the circle",
    "need": "a need as we state it",
    "note": "a note of ours",
    "comment": "a comment from elsewhere",
    "idea": "an idea between others and us",
    "words": "words said elsewhere",
    "promise": "a promise made elsewhere",
    "status": "a page that did not open",
}
SHOWN = 20


@dataclass(frozen=True)
class FindingLine:
    """One finding as the page says it."""

    what: str
    route: str
    who: str
    account: str
    account_id: str
    found_on: date


def section(request: HouseRequest, typed: Typed) -> Section:
    """Return when the shared pages were last looked through, and what stands there that should not."""
    last = wallcheck.find_last(viewer=request.viewer)
    ended_at = last.ended_at.astimezone(ZoneInfo(request.zone)) if last and last.ended_at else None
    findings = wallcheck.list_open(viewer=request.viewer) if last else []
    context = {
        "last": last,
        "ended_at": ended_at,
        "ended_on": ended_at and ended_at.date(),
        "findings": _lines(findings[:SHOWN], request),
        "n_more": max(0, len(findings) - SHOWN),
    }
    return Section("wall", "The wall", "web/house/_wall.html", context)


def _lines(findings: list[wallcheck.FindingRow], request: HouseRequest) -> list[FindingLine]:
    accounts = sorted({row.account_id for row in findings})
    known = account_queries.list_contacts_of(accounts, viewer=request.viewer) if accounts else []
    contacts = {row.id: row for row in known}
    return [
        FindingLine(
            what=WHAT.get(row.code, row.code),
            route=row.route,
            who=contacts[row.contact_id].name if row.contact_id in contacts else "somebody who left",
            account=contacts[row.contact_id].account if row.contact_id in contacts else "",
            account_id=row.account_id,
            found_on=clock.local_date(row.found_at, request.zone),
        )
        for row in findings
    ]
