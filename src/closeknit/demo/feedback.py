"""Feedback both ways through the year, and the mirror report that went to Aldermoor."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.kit import clock, tasks
from closeknit.promises import operations as promise_operations
from closeknit.promises.feedback import operations, queries
from closeknit.promises.feedback.queries import AskedRow, GivenRow
from closeknit.promises.mirror import operations as mirror_operations
from closeknit.promises.mirror import queries as mirror_queries
from closeknit.verbatims.consents import operations as consents

_DESPITE = "They told us to ask."


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield what was asked and answered, and each step of what was given, on its day."""
    moment = company.calendar.moment
    told = _read(company)
    for one in told["asked"]:
        parts = (one["account"], one["person"], one["asked_at"])
        yield Happening(key_of("asked", *parts), moment(one["asked_at"]), partial(_ask, one, cast))
        if one.get("reminded_at"):
            yield Happening(key_of("reminded", *parts), moment(one["reminded_at"]), partial(_remind, one, cast))
        if one.get("answered_at"):
            yield Happening(key_of("answered", *parts), moment(one["answered_at"]), partial(_answer, one, cast))
    for one in told["given"]:
        parts = (one["account"], one["person"], one["made_at"])
        yield Happening(key_of("drafted", *parts), moment(one["made_at"]), partial(_draft, one, cast))
        if one.get("read_at"):
            yield Happening(key_of("read", *parts), moment(one["read_at"]), partial(_suggest, one, cast))
            yield Happening(key_of("given", *parts), moment(one["given_at"]), partial(_give, one, cast))
            yield Happening(key_of("replied", *parts), moment(one["answered_at"]), partial(_reply, one, cast))


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Act on the answers, whose words are heard by now, tell who gave them, and release the mirror report; what is there stays."""
    told = _read(company)
    for one in told["asked"]:
        row = _asked(one, cast)
        if one.get("acted_by") and row.state == "answered":
            with work.chunk():
                _act(one, row.id, company, cast)
    if not mirror_queries.list_versions(cast.account(told["mirror"]["account"]), viewer=cast.viewer):
        with work.chunk():
            _mirror(told["mirror"], company, cast)


def _read(company: Company) -> Mapping[str, Any]:
    return tomllib.loads((company.folder / "feedback.toml").read_text(encoding="utf-8"))


def _ask(one: Mapping[str, str], cast: Cast, at: datetime) -> None:
    operations.ask_feedback(
        contact=cast.contact(one["account"], one["person"]),
        about=one["about"],
        why=one["why"],
        use=one["use"],
        channel=one["channel"],
        despite=_DESPITE,
        viewer=cast.viewer_of(one["by"]),
        at=at,
    )


def _remind(one: Mapping[str, str], cast: Cast, at: datetime) -> None:
    operations.remind(asked=_asked(one, cast).id, viewer=cast.viewer_of(one["by"]), at=at)


def _answer(one: Mapping[str, str], cast: Cast, at: datetime) -> None:
    operations.record_feedback(
        asked=_asked(one, cast).id,
        words=one["answer"],
        wording=one["wording"],
        medium=one["medium"],
        said_at=at,
        viewer=cast.viewer_of(one["by"]),
        at=at,
    )


def _act(one: Mapping[str, str], asked: str, company: Company, cast: Cast) -> None:
    viewer, at = cast.viewer_of(one["by"]), company.calendar.moment(one["acted_at"])
    with clock.frozen(at):
        operations.act_on_feedback(
            asked=asked,
            acted_by=one["acted_by"],
            text=one["text"],
            due_on=company.calendar.find_day(one.get("due_on", "")),
            viewer=viewer,
            at=at,
        )
    told_at = company.calendar.moment(one["told_at"])
    with clock.frozen(told_at):
        if one.get("kept_on"):
            promise_operations.settle_promise(
                promise=queries.get_asked(asked, viewer=viewer).row.promise_id,
                settlement="kept",
                settled_on=company.calendar.day(one["kept_on"]),
                proof=one["proof"],
                viewer=viewer,
                at=told_at,
            )
        operations.tell_about_feedback(asked=asked, channel="mail", message=one["message"], viewer=viewer, at=told_at)


def _draft(one: Mapping[str, str], cast: Cast, at: datetime) -> None:
    viewer = cast.viewer_of(one["by"])
    feedback = operations.draft_feedback(
        contact=cast.contact(one["account"], one["person"]),
        about=one["about"],
        text=one["text"],
        channel=one["channel"],
        viewer=viewer,
        at=at,
    )
    operations.ask_reader(feedback=feedback, reader=cast.member(one["reader"]), viewer=viewer, at=at)


def _suggest(one: Mapping[str, str], cast: Cast, at: datetime) -> None:
    reader = cast.viewer_of(one["reader"])
    operations.suggest_words(
        feedback=_given(one, cast).id, text=one["suggestion"], note=one["note"], viewer=reader, at=at
    )


def _give(one: Mapping[str, str], cast: Cast, at: datetime) -> None:
    viewer, feedback = cast.viewer_of(one["by"]), _given(one, cast).id
    operations.write_feedback(feedback=feedback, text=one["final"], base=1, viewer=viewer, at=at - timedelta(hours=1))
    operations.make_ready(feedback=feedback, viewer=viewer, at=at - timedelta(hours=1))
    operations.give_feedback(feedback=feedback, medium=one["medium"], said_at=at, viewer=viewer, at=at)


def _reply(one: Mapping[str, str], cast: Cast, at: datetime) -> None:
    operations.record_reply(
        feedback=_given(one, cast).id,
        words=one["answer"],
        wording="reported",
        medium=one["answer_medium"],
        said_at=at,
        viewer=cast.viewer_of(one["by"]),
        at=at,
    )


def _mirror(one: Mapping[str, Any], company: Company, cast: Cast) -> None:
    account, viewer = cast.account(one["account"]), cast.viewer_of(one["by"])
    at, allowed_at = company.calendar.moment(one["released_at"]), company.calendar.moment(one["allowed_on"])
    silent = mirror_queries.get_draft(account, viewer=viewer, at=at).silent
    with clock.frozen(allowed_at):
        for email in (*one["allowed_by"], *one["allowed_unnamed"]):
            words = silent.get(cast.contact(one["account"], email), ())
            said = [row.id for row in words if row.said_at < allowed_at]
            if not said:
                continue
            consents.record_consent(
                verbatims=said,
                audience="account",
                medium="call",
                said_on=company.calendar.day(one["allowed_on"][:10]),
                is_named=email in one["allowed_by"],
                viewer=viewer,
                at=allowed_at,
            )
    draft = mirror_queries.get_draft(account, viewer=viewer, at=at)
    ours = one["needs"] | one["promises"]
    texts = {row.key: ours[row.proposal] for row in draft.candidates if row.is_own and row.proposal in ours}
    texts |= {row.key: one["observed"] for row in draft.candidates if row.key.startswith("observed:")}
    with clock.frozen(at):
        base = mirror_operations.write_mirror(
            account=account,
            base=draft.number,
            intro=one["intro"],
            questions=one["questions"],
            texts=texts,
            left_out=[row.key for row in draft.candidates if row.text in one["left_out"]],
            viewer=viewer,
            at=at,
        )
        mirror_operations.release_mirror(account=account, base=base, viewer=viewer, at=at)


def _asked(one: Mapping[str, str], cast: Cast) -> AskedRow:
    rows = queries.list_asked(viewer=cast.viewer, account=cast.account(one["account"]))
    return next(row for row in rows if row.about == one["about"])


def _given(one: Mapping[str, str], cast: Cast) -> GivenRow:
    rows = queries.list_given(viewer=cast.viewer, account=cast.account(one["account"]))
    return next(row for row in rows if row.about == one["about"])
