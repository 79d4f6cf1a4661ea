"""What is put before the accounts on their shared sites, and what their people write there, by `sharing.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from closeknit.accounts import viewers
from closeknit.accounts.models import Person
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.ledger import operations as ledger
from closeknit.promises.ledger import queries as ledger_queries
from closeknit.promises.models import Objection, Promise, ProposedPromise
from closeknit.promises.plans import operations as plans
from closeknit.promises.plans import queries as plan_queries
from closeknit.promises.proposed import operations as answering
from closeknit.promises.shared.operations import promises as shared

_Told = dict[str, Any]


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield what was opened to whom, and each proposal and objection with what ours answered, at its moment."""
    rows = tomllib.loads((company.folder / "sharing.toml").read_text(encoding="utf-8"))
    moment = company.calendar.moment
    for row in rows["plan"]:
        yield Happening(key_of("shared plan", row["account"]), moment(row["at"]), partial(_open_plan, row, cast))
    for row in rows["line"]:
        key = key_of("shared lines", row["account"], row["at"])
        yield Happening(key, moment(row["at"]), partial(_open_lines, row, cast))
    for row in rows["proposed"]:
        parts = row["by"], row["text"]
        yield Happening(key_of("proposed", *parts), moment(row["at"]), partial(_propose, row, company, cast))
        if "answered_at" in row:
            yield Happening(key_of("answered", *parts), moment(row["answered_at"]), partial(_answer, row, cast))
    for row in rows["objection"]:
        parts = row["by"], row["promise"]
        yield Happening(key_of("objected", *parts), moment(row["at"]), partial(_object, row, cast))
        if "answered_at" in row:
            yield Happening(key_of("put right", *parts), moment(row["answered_at"]), partial(_put_right, row, cast))


def _open_plan(row: _Told, cast: Cast, at: datetime) -> None:
    plan = plan_queries.find_plan(cast.account(row["account"]), viewer=cast.viewer)
    if plan is None:
        raise NotFound(f"There is no plan with {row['account']}.")
    plans.open_plan(plan=plan.id, is_shared=True, viewer=cast.viewer_of(row["by"]), at=at)


def _open_lines(row: _Told, cast: Cast, at: datetime) -> None:
    found = ledger_queries.get_ledger(cast.account(row["account"]), viewer=cast.viewer).entries
    known = {one.text: one.id for one in found}
    for text in row["texts"]:
        ledger.open_entry(entry=known[text], is_shared=True, viewer=cast.viewer, at=at)


def _propose(row: _Told, company: Company, cast: Cast, at: datetime) -> None:
    account, viewer = _stand(row["by"], cast)
    shared.propose_promise(
        account=account,
        direction=row["direction"],
        text=row["text"],
        due_on=company.calendar.find_day(row.get("due_on", "")),
        viewer=viewer,
        at=at,
    )


def _answer(row: _Told, cast: Cast, at: datetime) -> None:
    proposed = ProposedPromise.objects.visible_to(cast.viewer).get(text=row["text"]).pk
    given: dict[str, Any] = {"proposed": proposed, "answer": row["answer"], "at": at}
    act = answering.accept_proposed if row["accepted"] else answering.decline_proposed
    act(viewer=cast.viewer_of(row["answered_by"]), **given)


def _object(row: _Told, cast: Cast, at: datetime) -> None:
    _account, viewer = _stand(row["by"], cast)
    promise = Promise.objects.visible_to(viewer).get(text=row["promise"]).pk
    shared.object_to_promise(promise=promise, kind=row["kind"], text=row["text"], viewer=viewer, at=at)


def _put_right(row: _Told, cast: Cast, at: datetime) -> None:
    objection = Objection.objects.visible_to(cast.viewer).get(text=row["text"]).pk
    answering.answer_objection(
        objection=objection, state=row["state"], answer=row["answer"], viewer=cast.viewer_of(row["answered_by"]), at=at
    )


def _stand(email: str, cast: Cast) -> tuple[str, Viewer]:
    """Return where somebody outside stands, and who they are there."""
    account, _contact = cast.place_of(email)
    known = Person.objects.visible_to(cast.viewer).filter(login__email=email)
    login = known.values_list("login_id", flat=True).first()
    if login is None:
        raise NotFound(f"Nobody has let {email} in.")
    return account, viewers.of_space(login, account)
