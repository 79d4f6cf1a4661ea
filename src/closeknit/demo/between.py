"""Ideas of the demo between an account and ours, by `spaces.toml`: given on its shared site, wanted there, answered, promised."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from closeknit.demo import drawing, spaces
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.discussions import operations as ours
from closeknit.discussions.attaching import Given
from closeknit.discussions.shared import operations as theirs
from closeknit.ideas import operations as ideas
from closeknit.ideas.models import Posting
from closeknit.ideas.shared import operations as shared
from closeknit.offerings import queries as offering_queries
from closeknit.promises import operations as promises

_Told = dict[str, Any]


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each idea with what became of it, each at its moment."""
    rows = tomllib.loads((company.folder / "spaces.toml").read_text(encoding="utf-8"))
    moment = company.calendar.moment
    for row in rows["idea"]:
        title = row["title"]
        yield Happening(key_of("site idea", title), moment(row["at"]), partial(_give, row, cast))
        if answer := row.get("answer"):
            yield Happening(key_of("site answer", title), moment(answer["at"]), partial(_answer, row, cast))
        if promise := row.get("promise"):
            due_on = company.calendar.day(promise["due_on"])
            yield Happening(key_of("site promise", title), moment(promise["at"]), partial(_promise, row, due_on, cast))
        for said in row.get("said", ()):
            key = key_of("site said", title, said["at"])
            yield Happening(key, moment(said["at"]), partial(_say, row, said, cast))


def _give(row: _Told, cast: Cast, at: datetime) -> None:
    """Somebody gives it, and colleagues want it too."""
    account, viewer = spaces.stand(row["by"], cast)
    text = row["text"].strip()
    idea = shared.give_between(account=account, title=row["title"], text=text, viewer=viewer, at=at)
    for email in row.get("wanted", ()):
        shared.cast_vote(idea=idea, viewer=spaces.stand(email, cast)[1], at=at)


def _answer(row: _Told, cast: Cast, at: datetime) -> None:
    said = row["answer"]
    viewer = cast.viewer_of(said["by"])
    lines = offering_queries.list_purpose_lines(viewer=viewer)
    ideas.give_verdict(
        idea=_idea(row, cast),
        answer=said["answer"],
        sentence=said["sentence"],
        reason=said.get("reason", ""),
        line=lines[0].id if lines else "",
        base=0,
        viewer=viewer,
        at=at,
    )


def _promise(row: _Told, due_on: date, cast: Cast, at: datetime) -> None:
    account, contact = cast.place_of(row["by"])
    promises.make_promise(
        account=account,
        contact=contact,
        text=row["promise"]["text"],
        made_on=at.date(),
        due_on=due_on,
        idea=_idea(row, cast),
        viewer=cast.viewer_of(row["promise"]["by"]),
        at=at,
    )


def _say(row: _Told, said: _Told, cast: Cast, at: datetime) -> None:
    is_ours = cast.is_member(said["by"])
    viewer = cast.viewer_of(said["by"]) if is_ours else spaces.stand(said["by"], cast)[1]
    write = ours.write_comment if is_ours else theirs.write_comment
    given = [Given(name, drawing.draw(name)) for name in said.get("photos", ())]
    write(subject=_idea(row, cast), text=said["text"], given=given, viewer=viewer, at=at)


def _idea(row: _Told, cast: Cast) -> str:
    return str(Posting.objects.visible_to(cast.viewer).get(title=row["title"]).idea_id)
