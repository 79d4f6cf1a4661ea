"""The open portal of the demo: who came in, what they gave, wanted and said, and what ours answered, by `portal.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from closeknit.accounts import viewers
from closeknit.accounts.shared import guests
from closeknit.analysis.kinds import Audience
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.discussions import operations as ours
from closeknit.discussions.shared import operations as theirs
from closeknit.ideas import operations as ideas
from closeknit.ideas.models import Challenge, Posting
from closeknit.ideas.portal import operations, queries
from closeknit.ideas.shared import operations as shared
from closeknit.identity.shared import Login
from closeknit.kit import clock, tasks
from closeknit.kit.viewer import Viewer
from closeknit.offerings import queries as offering_queries

_Told = dict[str, Any]


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield the opening of the portal, then each idea, vote, answer and comment at its moment."""
    rows = tomllib.loads((company.folder / "portal.toml").read_text(encoding="utf-8"))
    moment, names = company.calendar.moment, {one["email"]: one["name"] for one in rows["guest"]}
    portal = rows["portal"]
    yield Happening(key_of("portal", portal["opened_at"]), moment(portal["opened_at"]), partial(_open, portal, cast))
    for row in rows["idea"]:
        title = row["title"]
        yield Happening(key_of("portal idea", title), moment(row["at"]), partial(_give, row, names, cast))
        if "looked_at" in row:
            yield Happening(key_of("portal look", title), moment(row["looked_at"]), partial(_look, row, names, cast))
        if "answer" in row:
            revisit = row["answer"].get("revisit_on")
            again_on = company.calendar.day(revisit) if revisit else None
            at = moment(row["answer"]["at"])
            yield Happening(key_of("portal answer", title), at, partial(_answer, row, again_on, cast))
    for row in rows["said"]:
        key = key_of("portal said", row["by"], row["at"])
        yield Happening(key, moment(row["at"]), partial(_say, row, names, cast))


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Open a challenge to the accounts that it is open to, once it is there."""
    rows = tomllib.loads((company.folder / "portal.toml").read_text(encoding="utf-8"))
    for row in rows["challenge"]:
        known = Challenge.objects.visible_to(cast.viewer).filter(title=row["title"], audience=Audience.INTERNAL)
        if (challenge := known.values_list("pk", flat=True).first()) is None:
            continue
        at = company.calendar.moment(row["at"])
        with work.chunk(), clock.frozen(at):
            operations.open_challenge_to(
                challenge=challenge,
                audience=Audience.CHOSEN,
                accounts=[cast.account(name) for name in row["accounts"]],
                viewer=cast.viewer_of(row["by"]),
                at=at,
            )


def _open(row: _Told, cast: Cast, at: datetime) -> None:
    operations.set_portal(
        is_open=True,
        is_moderated=True,
        is_public=True,
        welcome=row["welcome"].strip(),
        a_week=row["a_week"],
        embed_pages=row["embed_pages"],
        viewer=cast.viewer_of(row["by"]),
        at=at,
    )


def _give(row: _Told, names: dict[str, str], cast: Cast, at: datetime) -> None:
    giver = _guest(row["by"], names, at)
    text = row["text"].strip()
    shared.give_idea(title=row["title"], text=text, is_named=row["is_named"], viewer=giver, at=at)


def _look(row: _Told, names: dict[str, str], cast: Cast, at: datetime) -> None:
    """One of ours looks at it, and in the days after others want it too."""
    viewer = cast.viewer_of(row["looked_by"])
    waiting = queries.get_queue(viewer=viewer, at=at).rows
    submission = next(one.id for one in waiting if one.title == row["title"])
    idea = operations.accept_submission(submission=submission, viewer=viewer, at=at)
    for email in row["voted"]:
        shared.cast_vote(idea=idea, viewer=_guest(email, names, at), at=at)


def _answer(row: _Told, revisit_on: date | None, cast: Cast, at: datetime) -> None:
    said = row["answer"]
    viewer = cast.viewer_of(said["by"])
    lines = offering_queries.list_purpose_lines(viewer=viewer)
    ideas.give_verdict(
        idea=_idea(row["title"], cast),
        answer=said["answer"],
        sentence=said["sentence"],
        reason=said.get("reason", ""),
        revisit_on=revisit_on,
        line=lines[0].id if lines else "",
        base=0,
        viewer=viewer,
        at=at,
    )


def _say(row: _Told, names: dict[str, str], cast: Cast, at: datetime) -> None:
    is_ours = cast.is_member(row["by"])
    viewer = cast.viewer_of(row["by"]) if is_ours else _guest(row["by"], names, at)
    write = ours.write_comment if is_ours else theirs.write_comment
    write(subject=_idea(row["idea"], cast), text=row["text"], viewer=viewer, at=at)


def _guest(email: str, names: dict[str, str], at: datetime) -> Viewer:
    """Return whoever reads at this address, who comes in first where they have not yet."""
    guests.make_login(email, at=at)
    login = Login.objects.get(email=email).pk
    guests.come_in(login_id=login, name=names.get(email, ""), at=at)
    return viewers.of_guest(login)


def _idea(title: str, cast: Cast) -> str:
    return str(Posting.objects.visible_to(cast.viewer).get(title=title).idea_id)
