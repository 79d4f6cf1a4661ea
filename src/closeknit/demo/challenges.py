"""Two challenges of our people, one decided and told, one open; and a group of needs that nothing meets, with the case made of it."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from closeknit.accounts.models import Contact, PersonAddress
from closeknit.analysis.kinds import Audience
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.ideas.challenges import operations, queries
from closeknit.ideas.models import Challenge
from closeknit.kit import clock, tasks
from closeknit.needs.models import Need
from closeknit.needs.queries import list_needs_of_words
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.adjacent import operations as adjacent
from closeknit.offerings.cases import checks as case_checks
from closeknit.offerings.cases import operations as cases
from closeknit.offerings.models import AdjacentGroup, AdjacentNeed, Case
from closeknit.verbatims.consents import operations as consents
from closeknit.verbatims.models import Verbatim

Line = Mapping[str, Any]
_STEP = timedelta(minutes=7)


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Tell what was not told yet, once the needs that it is about are stated."""
    told = tomllib.loads((company.folder / "challenges.toml").read_text(encoding="utf-8"))
    with work.chunk():
        for one in told["group"]:
            if not AdjacentGroup.objects.visible_to(cast.viewer).filter(name=one["name"]).exists():
                _group(one, company, cast)
    for one in told["challenge"]:
        with work.chunk():
            if not Challenge.objects.visible_to(cast.viewer).filter(title=one["title"]).exists():
                _challenge(one, company, cast)


def _group(one: Line, company: Company, cast: Cast) -> None:
    at, viewer = company.calendar.moment(one["at"]), cast.viewer_of(one["by"])
    with clock.frozen(at):
        adjacent.group_needs(viewer=cast.viewer, at=at)
        needs = _needs(one["needs"], cast) + _needs_of(one["words"], cast)
        if not needs:
            return
        placed = AdjacentNeed.objects.visible_to(viewer).filter(pk__in=needs[:1]).values_list("group_id", flat=True)
        group = placed.first() or adjacent.put_need(need=needs[0], group="", viewer=viewer, at=at)
        for need in needs[1:]:
            adjacent.put_need(need=need, group=group, viewer=viewer, at=at)
        adjacent.name_group(group=group, name=one["name"], viewer=viewer, at=at)
        for line in one["spend"]:
            adjacent.say_spend(
                group=group,
                account=cast.account(line["account"]),
                yearly_minor=line["amount"] * 100,
                confidence=line["confidence"],
                source=line["source"],
                spent_with=line.get("spent_with", ""),
                said_on=at.date(),
                viewer=viewer,
                at=at,
            )
    for line in one["case"]:
        _write_case(group, line, company, cast)


def _write_case(group: str, line: Line, company: Company, cast: Cast) -> None:
    at, viewer = company.calendar.moment(line["at"]), cast.viewer_of(line["by"])
    known = Case.objects.visible_to(viewer).filter(group=group).values_list("version", flat=True).first() or 0
    with clock.frozen(at):
        cases.write_case(
            group=group,
            title=line["title"],
            parts={name: line.get(name, "").strip() for name in case_checks.PARTS},
            words=_said(line.get("words", ()), cast),
            base=known,
            viewer=viewer,
            at=at,
        )


def _challenge(one: Line, company: Company, cast: Cast) -> None:
    at, viewer = company.calendar.moment(one["made_at"]), cast.viewer_of(one["by"])
    with clock.frozen(at):
        challenge = operations.make_challenge(
            title=one["title"],
            wish=one["wish"],
            way=one["way"],
            background=one["background"],
            reward=one["reward"],
            closes_on=company.calendar.day(one["closes_on"]),
            needs=_needs([one["need"]], cast),
            viewer=viewer,
            at=at,
        )
        criteria = [
            operations.add_criterion(
                challenge=challenge,
                text=line["text"],
                weight=line["weight"],
                named_by=_contact(line["named_by"], cast) if "named_by" in line else "",
                viewer=viewer,
                at=at,
            )
            for line in one["criterion"]
        ]
        for line in one["words"]:
            _lay(challenge, line, cast, one["by"])
        operations.choose_guests(
            challenge=challenge, contacts=[_contact(email, cast) for email in one["guests"]], viewer=viewer, at=at
        )
        operations.open_challenge(challenge=challenge, viewer=viewer, at=at)
    answers = {line["title"]: _answer(challenge, line, criteria, company, cast) for line in one["answer"]}
    if decided := one.get("decision"):
        _decide(challenge, decided, answers, company, cast)


def _lay(challenge: str, line: Line, cast: Cast, by: str) -> None:
    at, viewer = clock.now(), cast.viewer_of(by)
    (words,) = _said([line["sentence"]], cast)
    if how := line.get("consent"):
        consents.record_consent(
            verbatims=[words],
            audience=Audience.PORTAL,
            medium=how,
            said_on=at.date(),
            is_named=line.get("named", False),
            viewer=viewer,
            at=at,
        )
    operations.lay_words(challenge=challenge, verbatims=[words], viewer=viewer, at=at)
    if text := line.get("ours"):
        row = queries.find_line(challenge, words, viewer=viewer)
        operations.say_in_our_words(line=row, text=text, viewer=viewer, at=at)


def _answer(challenge: str, line: Line, criteria: list[str], company: Company, cast: Cast) -> str:
    at, viewer = company.calendar.moment(line["at"]), cast.viewer_of(line["by"])
    with clock.frozen(at):
        answer = operations.hand_in_answer(
            challenge=challenge,
            title=line["title"],
            text=line["text"].strip(),
            how=line["how"],
            contact=_contact(line["from"], cast) if "from" in line else "",
            viewer=viewer,
            at=at,
        )
        if line.get("idea"):
            operations.make_idea(answer=answer, viewer=viewer, at=at)
    with clock.frozen(at + _STEP):
        for email, points in line["scores"].items():
            operations.score_answer(
                answer=answer,
                points=dict(zip(criteria, points, strict=True)),
                viewer=cast.viewer_of(email),
                at=at + _STEP,
            )
    return answer


def _decide(challenge: str, line: Line, answers: Mapping[str, str], company: Company, cast: Cast) -> None:
    at, viewer = company.calendar.moment(line["at"]), cast.viewer_of(line["by"])
    lines = offering_queries.list_purpose_lines(viewer=viewer)
    with clock.frozen(at):
        operations.close_due(viewer=cast.viewer, at=at)
        operations.decide(
            challenge=challenge,
            answers=[answers[title] for title in line["answers"]],
            reason=line["reason"],
            result=line["result"],
            line=lines[0].id if lines else "",
            base=0,
            viewer=viewer,
            at=at,
        )
    told_at = company.calendar.moment(line["told_at"])
    with clock.frozen(told_at):
        operations.tell_everyone(challenge=challenge, viewer=viewer, at=told_at)


def _needs(statements: list[str], cast: Cast) -> list[str]:
    found = dict(Need.objects.visible_to(cast.viewer).filter(statement__in=statements).values_list("statement", "pk"))
    return [found[one] for one in statements if one in found]


def _needs_of(sentences: list[str], cast: Cast) -> list[str]:
    """Return the needs that these words stand for, as far as they were found already."""
    known = list_needs_of_words(_said(sentences, cast), viewer=cast.viewer)
    return [several[0][0] for several in known.values() if several]


def _said(sentences: list[str] | tuple[str, ...], cast: Cast) -> list[str]:
    rows = Verbatim.objects.visible_to(cast.viewer).filter(text__in=list(sentences))
    found = dict(rows.values_list("text", "pk"))
    return [found[one] for one in sentences if one in found]


def _contact(email: str, cast: Cast) -> str:
    person = PersonAddress.objects.visible_to(cast.viewer).filter(value=email).values_list("person_id", flat=True)
    places = Contact.objects.visible_to(cast.viewer).filter(person__in=person, until_on__isnull=True).order_by("pk")
    return places.values_list("pk", flat=True)[0]
