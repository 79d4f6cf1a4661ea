"""Two redesign sessions of our people: one decided, with what an ally answered, and one whose sky is open."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from closeknit.analysis.offerings import pairwise
from closeknit.analysis.offerings.pairwise import Answer
from closeknit.analysis.offerings.sessions import Criterion
from closeknit.demo import company as companies
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.offerings import operations as offering_operations
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.models import RedesignSession
from closeknit.offerings.sessions import carrying, operations, queries
from closeknit.promises import operations as promises
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Verbatim

KEY = "demo:redesign"
# So often it waits for the words, a second longer each time; then it is written with the words that there are.
MOST_WAITS = 50
_STEP = timedelta(minutes=15)


@tasks.background()
def hold_sessions(work: tasks.Work, *, today: str, n_waits: int = 0) -> None:
    """Hold the sessions that were not held yet, each whole and at its own moment, once the words that they cite are cut."""
    viewer = viewers.house("the demo company")
    if n_waits < MOST_WAITS and verbatim_queries.count_waiting(viewer=viewer):
        tasks.enqueue(hold_sessions, viewer=viewer, key=KEY, delay=n_waits + 1, today=today, n_waits=n_waits + 1)
        return
    company = companies.read(today=date.fromisoformat(today))
    cast = Cast(company, viewer)
    for one in tomllib.loads((company.folder / "redesign.toml").read_text(encoding="utf-8"))["session"]:
        with work.chunk():
            if not RedesignSession.objects.visible_to(viewer).filter(title=one["title"]).exists():
                _hold(one, company, cast)


def _hold(one: Mapping[str, Any], company: Company, cast: Cast) -> None:
    at = company.calendar.moment(one["held_at"])
    owner = cast.viewer_of(one["owner"])
    with clock.frozen(at):
        session = operations.make_session(
            offering=_offering(one["offering"], one["owner"], cast, at),
            title=one["title"],
            why=one["why"],
            accounts=[cast.account(name) for name in one["accounts"]],
            members=[cast.member(email) for email in one["members"]],
            viewer=owner,
            at=at,
        )
        operations.move_session(session=session, to="requirements", viewer=owner, at=at)
        for line in one["requirement"]:
            _require(session, line, company, cast, one["owner"], at)
        operations.move_session(session=session, to="blue_sky", viewer=owner, at=at)
    wishes = _wish(session, one, cast, at + _STEP)
    if one["decided"]:
        _come_to_earth(session, one, wishes, cast, at + 2 * _STEP)
        _decide(session, one, wishes, company, cast, at + 4 * _STEP)


def _offering(name: str, email: str, cast: Cast, at: datetime) -> str:
    """Return what we ship under this name, written down now where nobody has."""
    known = {called: offering for offering, called in offering_queries.list_offering_names(viewer=cast.viewer)}
    return known.get(name) or offering_operations.add_offering(name=name, viewer=cast.viewer_of(email), at=at)


def _require(session: str, line: Mapping[str, str], company: Company, cast: Cast, email: str, at: datetime) -> None:
    account, words = cast.account(line["account"]), None
    if said := line.get("words", ""):
        rows = Verbatim.objects.visible_to(cast.viewer).filter(account_id=account, text=said)
        words = rows.order_by("pk").values_list("pk", flat=True).first()
    operations.add_requirement(
        session=session,
        text=line["text"],
        on=company.calendar.day(line["on"]),
        source=line.get("source", "words" if words else "typed"),
        note=line.get("note", "" if words else said),
        account=account,
        verbatim=words,
        viewer=cast.viewer_of(email),
        at=at,
    )


def _wish(session: str, one: Mapping[str, Any], cast: Cast, at: datetime) -> dict[int, str]:
    """Let everybody wish, a minute apart, and return the wishes by number."""
    wishes = {}
    for number, wish in enumerate(one["wish"], start=1):
        moment = at + timedelta(minutes=number)
        with clock.frozen(moment):
            viewer = cast.viewer_of(wish["by"])
            wishes[number] = operations.add_entry(session=session, text=wish["text"], viewer=viewer, at=moment)
    return wishes


def _come_to_earth(session: str, one: Mapping[str, Any], wishes: Mapping[int, str], cast: Cast, at: datetime) -> None:
    owner = cast.viewer_of(one["owner"])
    with clock.frozen(at):
        operations.move_session(session=session, to="earth", viewer=owner, at=at)
        for number, wish in enumerate(one["wish"], start=1):
            if aside := wish.get("aside", ""):
                operations.set_aside(entry=wishes[number], reason=aside, viewer=owner, at=at)
        told: list[Answer] = []
        for email, order in one["order"].items():
            _answer(email, [wishes[number] for number in order], told, cast, at)
        for email, several in one["points"].items():
            for number, points in zip(one["order"][email], several, strict=True):
                given = {str(one): int(figure) for one, figure in zip(Criterion, points, strict=True)}
                operations.score_entry(entry=wishes[number], points=given, viewer=cast.viewer_of(email), at=at)


def _answer(email: str, order: list[str], told: list[Answer], cast: Cast, at: datetime) -> None:
    """Answer one's share of pairs by the order in which one would line the wishes up."""
    viewer = cast.viewer_of(email)
    while pair := pairwise.choose_pair(order, told, person=viewer.id):
        better, worse = sorted(pair, key=order.index)
        operations.answer_pair(one=better, other=worse, better=better, viewer=viewer, at=at)
        told.append(Answer(viewer.id, better, worse))


def _decide(
    session: str, one: Mapping[str, Any], wishes: Mapping[int, str], company: Company, cast: Cast, at: datetime
) -> None:
    lines = offering_queries.list_purpose_lines(viewer=cast.viewer)
    with clock.frozen(at):
        for verdict in one["verdict"]:
            served = [line.id for line in lines if verdict["serves"] in line.text.casefold()]
            operations.give_verdict(
                session=session,
                entry=wishes.get(verdict["wish"]),
                kind=verdict["kind"],
                reason=verdict["reason"],
                line=next(iter([*served, *(line.id for line in lines)]), ""),
                base=0,
                say=verdict.get("say", ""),
                revisit_on=company.calendar.find_day(verdict.get("revisit_on", "")),
                viewer=cast.viewer_of(verdict["by"]),
                at=at,
            )
            if promised := verdict.get("promised"):
                _promise(session, wishes.get(verdict["wish"], ""), promised, verdict["by"], company, cast, at)
        operations.move_session(session=session, to="decided", viewer=cast.viewer_of(one["owner"]), at=at)
        talks = [(talk, _plan(session, talk, wishes, company, cast, at)) for talk in one["talk"]]
    for talk, planned in talks:
        if talk.get("answer", ""):
            _take_answer(planned, talk, company, cast)


def _promise(
    session: str, wish: str, promised: Mapping[str, str], by: str, company: Company, cast: Cast, at: datetime
) -> None:
    """Promise one account what was decided, for the words that it said."""
    account = cast.account(promised["account"])
    verdict = queries.list_verdicts(session, viewer=cast.viewer)[wish].id
    decided = carrying.get_decided(verdict, viewer=cast.viewer)
    promises.make_promise(
        account=account,
        contact=cast.contact(promised["account"], promised["person"]),
        text=promised["text"],
        made_on=at.date(),
        due_on=company.calendar.day(promised["due_on"]),
        verbatim=next((one.id for one in decided.words if one.account_id == account), None),
        need=next((one.id for one in decided.needs if one.account_id == account), None),
        redesign=verdict,
        viewer=cast.viewer_of(by),
        at=at,
    )


def _plan(
    session: str, talk: Mapping[str, Any], wishes: Mapping[int, str], company: Company, cast: Cast, at: datetime
) -> str:
    return operations.plan_talk(
        session=session,
        entry=wishes[talk["wish"]],
        account=cast.account(talk["account"]),
        contact=cast.contact(talk["account"], talk["person"]),
        member=cast.member(talk["member"]),
        starts_at=company.calendar.moment(talk["starts_at"]),
        despite="Both said that they want to hear of it first.",
        viewer=cast.viewer_of("hannah.birtwistle@emberandvale.example"),
        at=at,
    )


def _take_answer(planned: str, talk: Mapping[str, Any], company: Company, cast: Cast) -> None:
    at = company.calendar.moment(talk["answered_at"])
    with clock.frozen(at):
        operations.record_answer(
            talk=planned,
            answer=talk["answer"],
            words=talk["words"],
            wording="exact",
            viewer=cast.viewer_of(talk["member"]),
            at=at,
        )
