"""Ideas of the demo's year: who gave them, who wants them, what was answered and who was told, by `ideas.toml`.

They begin once the words are heard and the needs are stated: most ideas come from both.
"""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from closeknit.analysis.ideas.kinds import ReplyKind
from closeknit.analysis.kinds import Audience
from closeknit.demo import telling as happenings
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening
from closeknit.ideas import operations, queries, wording
from closeknit.ideas.models import Idea, Reply
from closeknit.ideas.portal import operations as portal
from closeknit.kit import clock, tasks
from closeknit.kit.models import EventRow, Mail
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.offerings import queries as offering_queries
from closeknit.verbatims.models import Verbatim

_HOUSE = "Ember & Vale"

_Told = dict[str, Any]


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Write down what is not written yet, oldest first, each at its moment and by whoever did it."""
    told = EventRow.objects.visible_to(cast.viewer).filter(kind="demo.happening_told")
    known = set(told.values_list("data__key", flat=True))
    for happening in sorted(_list_happenings(company, cast), key=lambda one: one.at):
        if happening.key not in known:
            with work.chunk(), clock.frozen(happening.at):
                happenings.tell(happening=happening, viewer=cast.viewer, at=happening.at)


def _list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    rows = tomllib.loads((company.folder / "ideas.toml").read_text(encoding="utf-8"))
    for row in rows["idea"]:
        yield _happening(row, "given", row["on"], company, partial(_give, row, cast))
        if shown := row.get("shown"):
            yield _happening(row, "shown", shown["on"], company, partial(_show, row, cast))
        if "into" in row:
            yield _happening(row, "merged", row["merged_on"], company, partial(_merge, row, cast))
    for row in [
        *(one | {"title": idea["title"]} for idea in rows["idea"] for one in idea.get("answer", [])),
        *rows["answered"],
    ]:
        yield _happening(row, "answered", row["on"], company, partial(_answer, row, company, cast))


def _happening(row: _Told, what: str, on: str, company: Company, write: Callable[[datetime], object]) -> Happening:
    return Happening(happenings.key_of("idea", row["title"], what, on), company.calendar.moment(on), write)


def _give(row: _Told, cast: Cast, at: datetime) -> None:
    viewer = cast.viewer_of(row["by"])
    need = Need.objects.visible_to(viewer).filter(statement=row.get("need", "")).values_list("pk", flat=True).first()
    words = Verbatim.objects.visible_to(viewer).filter(text=row.get("sentence", "")).order_by("pk")
    idea = operations.give_idea(
        title=row["title"],
        text=row["text"].strip(),
        contact=cast.place_of(row["from"])[1] if "from" in row else None,
        outsider_name=row.get("outsider", ""),
        outsider_email=row.get("email", ""),
        verbatim=words.values_list("pk", flat=True).first() if "sentence" in row else None,
        needs=[need] if need else [],
        viewer=viewer,
        at=at,
    )
    _send(Reply.objects.visible_to(viewer).filter(idea=idea), viewer, at)
    for email in row.get("votes", []):
        operations.cast_vote(idea=idea, contact=cast.place_of(email)[1], viewer=viewer, at=at)
    for email in row.get("ours", []):
        if email != row["by"] or "from" in row or "outsider" in row:
            operations.cast_vote(idea=idea, viewer=cast.viewer_of(email), at=at)


def _show(row: _Told, cast: Cast, at: datetime) -> None:
    shown = row["shown"]
    viewer = cast.viewer_of(shown["by"])
    portal.show_idea(
        idea=_find(row["title"], viewer).pk,
        title=shown["title"],
        text=shown["text"],
        audience=Audience.ACCOUNT,
        viewer=viewer,
        at=at,
    )


def _merge(row: _Told, cast: Cast, at: datetime) -> None:
    viewer = cast.viewer_of(row["merged_by"])
    idea, into = _find(row["title"], viewer), _find(row["into"], viewer)
    operations.merge_ideas(idea=idea.pk, into=into.pk, viewer=viewer, at=at)
    if row.get("told"):
        letter = wording.write_merged(
            called=wording.call(idea.number, None),
            title=idea.title,
            into=wording.call(into.number, None),
            into_title=into.title,
            member=viewer.name,
            house=_HOUSE,
        )
        _tell(idea, ReplyKind.MERGED, letter, viewer, at)


def _answer(row: _Told, company: Company, cast: Cast, at: datetime) -> None:
    viewer = cast.viewer_of(row["by"])
    idea = Idea.objects.visible_to(viewer).filter(title=row["title"]).first()
    if idea is None:
        return
    verdicts = queries.get_story(idea.pk, viewer=viewer).verdicts
    revisit_on = company.calendar.day(row["revisit_on"]) if "revisit_on" in row else None
    operations.give_verdict(
        idea=idea.pk,
        answer=row["answer"],
        sentence=row["sentence"],
        reason=row.get("reason", ""),
        revisit_on=revisit_on,
        line=_find_line(row["line"], viewer),
        offering=_find_offering(row.get("offering", ""), viewer),
        base=verdicts[0].number if verdicts else 0,
        viewer=viewer,
        at=at,
    )
    if row.get("told"):
        letter = wording.write_verdict(
            called=wording.call(idea.number, None),
            title=idea.title,
            answer=row["answer"],
            reason=row.get("reason", ""),
            sentence=row["sentence"],
            revisit_on=revisit_on,
            member=viewer.name,
            house=_HOUSE,
        )
        _tell(idea, ReplyKind.VERDICT, letter, viewer, at)


def _tell(idea: Idea, kind: ReplyKind, letter: wording.Letter, viewer: Viewer, at: datetime) -> None:
    to = [one.key for one in queries.list_listeners(idea.pk, kind, viewer=viewer) if one.member_id != viewer.id]
    if to:
        operations.tell(idea=idea.pk, to=to, kind=kind, text=letter.body, subject=letter.subject, viewer=viewer, at=at)
        _send(Reply.objects.visible_to(viewer).filter(idea=idea, told_at=at), viewer, at)


def _send(replies: Any, viewer: Viewer, at: datetime) -> None:
    """Say of the mails that they went out: what happened in the past has, and nothing of it may ever reach anybody from a demo."""
    Mail.objects.visible_to(viewer).filter(pk__in=replies.exclude(mail="").values("mail")).update(sent_at=at)


def _find(title: str, viewer: Viewer) -> Idea:
    return Idea.objects.visible_to(viewer).get(title=title)


def _find_line(word: str, viewer: Viewer) -> str:
    """Return the line of the purpose that holds the word, else its first one; "" where there is no purpose."""
    lines = offering_queries.list_purpose_lines(viewer=viewer)
    found = [line.id for line in lines if word.casefold() in line.text.casefold()]
    return (found or [line.id for line in lines] or [""])[0]


def _find_offering(word: str, viewer: Viewer) -> str:
    names = offering_queries.list_offering_names(viewer=viewer)
    return next((offering for offering, name in names if word and word.casefold() in name.casefold()), "")
