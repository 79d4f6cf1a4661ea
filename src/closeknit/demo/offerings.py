"""What Ember & Vale is here for and ships, how well that meets the needs, what is said of it beside others, and whether it can help."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.kit import clock, tasks
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.offerings import operations, queries
from closeknit.offerings.fitting import cells
from closeknit.offerings.fitting import operations as fitting
from closeknit.offerings.helping import operations as helping
from closeknit.offerings.helping import queries as help_queries
from closeknit.offerings.models import Advantage, Comparison, FitChange, HelpVersion
from closeknit.offerings.purpose import operations as purpose_operations
from closeknit.offerings.relevance import operations as relevance
from closeknit.verbatims.models import Verbatim

Line = Mapping[str, Any]


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield each version of the purpose and each offering on its day; neither needs anybody's words."""
    told = _read(company)
    moment = company.calendar.moment
    for number, line in enumerate(told["purpose"]):
        write = partial(_write_purpose, line, number, cast)
        yield Happening(key_of("purpose", line["written_at"]), moment(line["written_at"]), write)
    for line in told["offering"]:
        yield Happening(key_of("offering", line["name"]), moment(line["added_at"]), partial(_add_offering, line, cast))


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Lay the offerings over the needs, read the comparisons, and answer whether we can help, as far as it was not done yet."""
    told = _read(company)
    needs = dict(Need.objects.visible_to(cast.viewer).values_list("statement", "pk"))
    words = _find_words(told, cast.viewer)
    with work.chunk():
        if not FitChange.objects.visible_to(cast.viewer).exists():
            _each(told["fit"], "judged_at", company, cast, partial(_judge, needs, words, cast))
    with work.chunk():
        if not Comparison.objects.visible_to(cast.viewer).exists():
            _each(told["comparison"], "read_at", company, cast, partial(_compare, needs, words, cast))
        if not Advantage.objects.visible_to(cast.viewer).exists():
            _each(told["advantage"], "said_at", company, cast, partial(_claim, cast))
    with work.chunk():
        if not HelpVersion.objects.visible_to(cast.viewer).exists():
            _each(told["help"], "written_at", company, cast, partial(_help, needs, company, cast))


def _read(company: Company) -> dict[str, list[Line]]:
    return tomllib.loads((company.folder / "offerings.toml").read_text(encoding="utf-8"))


def _find_words(told: Mapping[str, Sequence[Line]], viewer: Viewer) -> dict[str, str]:
    wanted = {text for line in told["fit"] for text in line.get("words", ())}
    wanted |= {line["words"] for line in told["comparison"]}
    return dict(Verbatim.objects.visible_to(viewer).filter(text__in=wanted).values_list("text", "pk"))


def _each(
    lines: Sequence[Line], day: str, company: Company, cast: Cast, tell: Callable[[Line, Viewer, datetime], None]
) -> None:
    for line in sorted(lines, key=lambda one: one[day]):
        at = company.calendar.moment(line[day])
        with clock.frozen(at):
            tell(line, cast.viewer_of(line["by"]), at)


def _write_purpose(line: Line, base: int, cast: Cast, at: datetime) -> None:
    purpose_operations.write_purpose(
        ideal=line["ideal"],
        lines=line["lines"],
        why=line["why"],
        base=base,
        viewer=cast.viewer_of(line["by"]),
        at=at,
    )


def _add_offering(line: Line, cast: Cast, at: datetime) -> None:
    operations.add_offering(
        name=line["name"], text=line["text"], values=line["values"], viewer=cast.viewer_of(line["by"]), at=at
    )


def _judge(
    needs: Mapping[str, str], words: Mapping[str, str], cast: Cast, line: Line, viewer: Viewer, at: datetime
) -> None:
    offerings = {name: pk for pk, name in queries.list_offering_names(viewer=viewer)}
    if line["need"] not in needs or line["offering"] not in offerings:
        return
    account = cast.account(line["account"]) if "account" in line else ""
    offering, need = offerings[line["offering"]], needs[line["need"]]
    page = cells.get_cell(offering, need, account=account, viewer=viewer)
    fitting.judge_fit(
        offering=offering,
        need=need,
        account=account,
        level=line["level"],
        why=line["why"],
        verbatims=_theirs([words[text] for text in line.get("words", ()) if text in words], account, viewer),
        base=page.here.revision if page.here else 0,
        viewer=viewer,
        at=at,
    )


def _theirs(verbatims: Sequence[str], account: str, viewer: Viewer) -> list[str]:
    if not account:
        return list(verbatims)
    rows = Verbatim.objects.visible_to(viewer).filter(pk__in=verbatims, account=account)
    return list(rows.values_list("pk", flat=True))


def _compare(
    needs: Mapping[str, str], words: Mapping[str, str], cast: Cast, line: Line, viewer: Viewer, at: datetime
) -> None:
    if line["words"] not in words:
        return
    values = {text: pk for pk, text, _ in queries.list_values(viewer=viewer)}
    relevance.read_comparison(
        verbatim=words[line["words"]],
        competitor=line["competitor"],
        reads=line["reads"],
        value=values.get(line.get("value", ""), ""),
        need=needs.get(line.get("need", ""), ""),
        viewer=viewer,
        at=at,
    )


def _claim(cast: Cast, line: Line, viewer: Viewer, at: datetime) -> None:
    values = {text: pk for pk, text, _ in queries.list_values(viewer=viewer)}
    relevance.claim_advantage(
        value=values[line["value"]], competitor=line["competitor"], text=line["text"], viewer=viewer, at=at
    )


def _help(needs: Mapping[str, str], company: Company, cast: Cast, line: Line, viewer: Viewer, at: datetime) -> None:
    if line["need"] not in needs:
        return
    account, need = cast.account(line["account"]), needs[line["need"]]
    page = help_queries.get_help(account, need, viewer=viewer, sender=viewer.name)
    place: dict[str, Any] = {"account": account, "need": need, "base": page.version, "viewer": viewer, "at": at}
    place["decider"] = cast.member(line["decider"]) if "decider" in line else ""
    place["by_on"] = company.calendar.day(line["by_on"]) if "by_on" in line else None
    if "answer" not in line:
        helping.ask_help(**place)
        return
    said = {key: line.get(key, "") for key in ("answer", "why", "takes", "partner")}
    made = helping.answer_help(**place, **said)
    for email in line.get("tell", ()):
        try:
            contact = cast.contact(line["account"], email)
            helping.tell_help(help_id=made, contact=contact, by_mail=False, viewer=viewer, at=at)
        except Refused:
            # Whose words do not stand behind the need as it was heard is not told.
            continue
