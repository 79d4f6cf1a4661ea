"""What a session came to as it is printed: the same parts as on the screen, in words alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from closeknit.kit.look import saying
from closeknit.kit.look.rows import Quote
from closeknit.kit.pdf.sheets import Line, Part, Said, Sheet
from closeknit.offerings.sessions.queries import SessionPage
from closeknit.web.redesign.carrying import Carried
from closeknit.web.redesign.rows import EntryLine, RequirementLine, TalkLine, VerdictLine


def sheet_of(result: dict[str, Any], *, house: str, member: str, today: date) -> Sheet:
    """Return the result of a session as a sheet for the one writer of PDF."""
    page: SessionPage = result["page"]
    parts = [
        Part("Decided", tuple(_decided(result, today))),
        Part("What changes for them", tuple(_requirement(one, today) for one in result["requirements"])),
        Part("Brought back to earth", tuple(_judged(one) for one in result["entries"]), note=_reliability(result)),
        Part("Set aside", tuple(Line(one.text, fact=one.aside) for one in result["aside"])),
        Part("At the table", tuple(Line(seat.name) for seat in page.seats), is_aside=True),
        Part(
            "How it was weighed",
            tuple(Line(word, end=f"{share} %") for word, _, share in result["weights"]),
            is_aside=True,
        ),
    ]
    return Sheet(
        title=page.title,
        lede=tuple(filter(None, (_first(page, result, today), page.why))),
        parts=tuple(part for part in parts if part.lines),
        foot=f"{house} · redesign session, printed by {member}, {saying.say_full_day(today)} · for us alone, not to be passed on",
    )


def _first(page: SessionPage, result: dict[str, Any], today: date) -> str:
    decided = f"decided {saying.say_day(result['decided_on'], today)}" if result["decided_on"] else result["state"]
    return " · ".join((page.offering, saying_list(name for _, name in page.accounts), decided))


def saying_list(names: Iterable[str]) -> str:
    """Return names as one says them: a, b and c."""
    several = list(names)
    return several[0] if len(several) == 1 else f"{', '.join(several[:-1])} and {several[-1]}"


def _reliability(result: dict[str, Any]) -> str:
    return result["judged"].reliability.reasons[0] if result["is_judged"] else ""


def _decided(result: dict[str, Any], today: date) -> list[Line]:
    lines: list[Line] = []
    if result["whole"]:
        lines += _verdict("The whole", result["whole"], result["whole_talks"], today)
        lines += _carried(result["whole_carried"], today)
    for one in result["entries"]:
        if one.verdict:
            lines += _verdict(one.entry.text, one.verdict, one.talks, today)
            lines += _carried(one.carried, today)
    return lines


def _verdict(what: str, verdict: VerdictLine, talks: Iterable[TalkLine], today: date) -> list[Line]:
    serves = f"serves “{verdict.line}”" if verdict.line else ""
    again = f"looked at again {saying.say_day(verdict.revisit_on, today)}" if verdict.revisit_on else ""
    fact = " · ".join(filter(None, (verdict.reason, serves, again)))
    lines = [Line(what, fact=fact, end=verdict.word)]
    if verdict.say:
        lines.append(Line("What we say to them", said=Said(verdict.say, is_exact=False)))
    return lines + [_talk(talk, today) for talk in talks]


def _carried(carried: Carried | None, today: date) -> list[Line]:
    """Return what carries out a verdict, as lines under it."""
    if carried is None:
        return []
    ideas = [Line(f"Idea {one.number}: {one.title}", end=one.state) for one in carried.ideas]
    return ideas + [
        Line(
            f"Promise: {one.what}",
            fact=one.who,
            end=one.settled or (saying.say_day(one.due_on, today) if one.due_on else ""),
        )
        for one in carried.promises
    ]


def _talk(talk: TalkLine, today: date) -> Line:
    whom = f"{talk.contact}, {talk.account}" if talk.contact else talk.account
    on = talk.answered_on or talk.planned_on
    return Line(
        f"{whom}: {talk.answer.lower() if talk.answer else 'not answered yet'}",
        end=saying.say_day(on, today) if on else "",
        said=_said_together(talk.words, today) if talk.words else None,
    )


def _requirement(one: RequirementLine, today: date) -> Line:
    known = ", ".join(filter(None, (one.account, one.source or one.note)))
    return Line(
        one.text, fact=known, end=saying.say_day(one.on, today), said=_said(one.quote, today) if one.quote else None
    )


def _judged(one: EntryLine) -> Line:
    pairs = f"preferred {one.bar.percent} of 100 times, {one.n_pairs} answers" if one.n_pairs else "in no pair yet"
    weighed = f"{one.total:.1f} of 5 points" if one.total is not None else "not weighed"
    return Line(f"{one.entry.number}. {one.entry.text}", fact=f"{pairs} · {weighed}", end=one.entry.author)


def _said_together(words: tuple[Quote, ...], today: date) -> Said:
    """Return what one person said in several sentences as one."""
    whole = " ".join(quote.text for quote in words)
    return replace(_said(words[0], today), text=whole)


def _said(quote: Quote, today: date) -> Said:
    told = f"as told by {quote.told_by}" if quote.told_by else ""
    on = saying.say_day(quote.said_on, today) if quote.said_on else ""
    return Said(
        quote.text, " · ".join(filter(None, (quote.speaker, quote.account, on, told))), quote.wording == "exact"
    )
