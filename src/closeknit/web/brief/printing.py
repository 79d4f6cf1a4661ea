"""A brief as it is printed: the same parts as on the screen, in words alone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from closeknit.kit.look import saying
from closeknit.kit.pdf.sheets import Line, Part, Said, Sheet
from closeknit.today.brief import Brief
from closeknit.today.brief.parts import BriefLine
from closeknit.verbatims.queries import VerbatimRow
from closeknit.web import quotes
from closeknit.web.brief import rows

_ARROWS = {"ours": "→ ", "theirs": "← "}


def sheet_of(brief: Brief, *, house: str, currency: str, zone: str, today: date, member: str, url: str) -> Sheet:
    """Return a brief as a sheet for the one writer of PDF; `url` is where it stands on the screen."""
    head = rows.head_of(brief, zone=zone)
    parts = tuple(
        Part(
            part.title,
            tuple(_line(line, today) for line in part.lines),
            part.note,
            part.is_aside,
        )
        for part in brief.parts
    )
    return Sheet(
        title=f"{head.person}, {head.account}" if head.person else head.account,
        lede=(_first(head, currency), _second(head, today, zone)),
        parts=parts,
        foot=f"{house} · brief for {member}, {saying.say_full_day(today)} · for us alone, not to be passed on",
        url=url,
    )


def _first(head: rows.Head, currency: str) -> str:
    worth = f"{saying.say_money(head.worth_minor, currency)} a year" if head.worth_minor is not None else ""
    owner = f"looked after by {head.owner}" if head.owner else ""
    return " · ".join(filter(None, (head.person_title, *head.facts, worth, owner, head.phone)))


def _second(head: rows.Head, today: date, zone: str) -> str:
    spoke = (
        f"Last spoke both ways {saying.say_day(head.spoke_on, today)}"
        if head.spoke_on
        else "We have not spoken both ways yet"
    )
    renewal = f"renewal {saying.say_day(head.renewal_on, today)}" if head.renewal_on else ""
    planned = f"planned for {_moment(head.planned_at, today, zone)}" if head.planned_at else ""
    return " · ".join(filter(None, (spoke, renewal, planned, head.planned_why)))


def _moment(at: datetime, today: date, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{saying.say_day(local.date(), today)}, {local:%H:%M}"


def _line(line: BriefLine, today: date) -> Line:
    end = ""
    if line.on is not None:
        end = saying.say_due(line.on, today) if line.is_due else saying.say_day(line.on, today)
    return Line(
        text=f"{_ARROWS.get(line.mark, '') if line.text else ''}{line.text}",
        fact=line.fact,
        end=end,
        is_late=line.is_due and line.on is not None and line.on < today,
        said=_said(line.words, today) if line.words else None,
    )


def _said(words: VerbatimRow, today: date) -> Said:
    told = f"as told by {words.told_by}" if words.told_by else ""
    who = ", ".join(filter(None, (words.speaker, words.speaker_role)))
    where = ", ".join((quotes.MEDIA.get(words.medium, words.medium), saying.say_day(words.said_on, today)))
    return Said(words.text, " · ".join(filter(None, (who, where, told))), is_exact=words.wording != "reported")
