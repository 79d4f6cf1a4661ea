"""A review as it is printed: the same parts as on the screen, in words alone."""

from datetime import date

from closeknit.analysis.plans.kinds import GoalState
from closeknit.kit.look import saying
from closeknit.kit.pdf.sheets import Line, Part, Said, Sheet
from closeknit.promises.plans.reviewing import ReviewSheet
from closeknit.promises.plans.rows import ActionRow, GoalRow
from closeknit.promises.queries import PromiseRow
from closeknit.web import quotes
from closeknit.web.ledger import rows as ledger_rows
from closeknit.web.plans import labels, rows


def sheet_of(sheet: ReviewSheet, *, house: str, today: date) -> Sheet:
    """Return a review as a sheet for the one writer of PDF. Parts without a line are left out."""
    parts = (
        Part("What we want to reach together", tuple(_goal(one, sheet.as_of) for one in sheet.goals)),
        Part(f"{house} promised", tuple(_promise(one, today) for one in sheet.ours)),
        Part(f"{sheet.plan.account} promised", tuple(_promise(one, today) for one in sheet.theirs)),
        Part("Late", tuple(_action(one, today) for one in sheet.late)),
        Part("Ahead", tuple(_action(one, today) for one in sheet.ahead)),
        Part("What it brought us both", _ledger(sheet), "confirmed by both sides"),
        Part("What was said since", tuple(_words(sheet, today))),
        Part("Decided", tuple(Line(one.text) for one in sheet.review.decisions)),
        Part("Notes", tuple(Line(line.strip()) for line in sheet.review.notes.splitlines() if line.strip())),
    )
    held = f"Held {saying.say_full_day(sheet.review.held_on)}" if sheet.review.held_on else "Planned for"
    when = held if sheet.review.held_on else f"{held} {saying.say_full_day(sheet.review.on)}"
    present = f" · {sheet.review.present}" if sheet.review.present else ""
    theirs = f"“{sheet.plan.theirs}” {sheet.plan.theirs_by}" if sheet.plan.theirs else ""
    return Sheet(
        title=f"{sheet.plan.account} and {house}",
        lede=tuple(filter(None, (f"{when}{present}", sheet.plan.ours, theirs))),
        parts=tuple(part for part in parts if part.lines),
        foot=f"{house} and {sheet.plan.account} · {sheet.review.name} of their joint plan, {saying.say_full_day(today)}",
    )


def _goal(goal: GoalRow, today: date) -> Line:
    line = rows.goal_of(goal, today=today)
    if goal.state != GoalState.OPEN:
        return Line(goal.text, fact=goal.why_ended, end=labels.GOALS[goal.state])
    way = f"from {line.start}, now {line.now}, to {line.target} by {saying.say_day(goal.target_on, today)}"
    return Line(goal.text, fact=f"{way}. {line.why}", end=line.course, is_late=line.mark == "late")


def _promise(row: PromiseRow, today: date) -> Line:
    who = " · ".join(filter(None, (row.contact, row.keeper)))
    if row.settlement:
        on = f" {saying.say_day(row.settled_on, today)}" if row.settled_on else ""
        return Line(row.text, fact=who, end=f"{row.settlement}{on}", is_late=row.settlement == "missed")
    end = saying.say_due(row.due_on, today) if row.due_on else "no day yet"
    return Line(row.text, fact=who, end=end, is_late=row.due_on is not None and row.due_on < today)


def _action(row: ActionRow, today: date) -> Line:
    line = rows.action_of(row, today=today)
    return Line(
        row.text, fact=line.who, end=saying.say_due(row.due_on, today) if row.due_on else "", is_late=line.is_late
    )


def _ledger(sheet: ReviewSheet) -> tuple[Line, ...]:
    totals = ledger_rows.totals_of(sheet.ledger.totals)
    return tuple(Line(f"{one.whose}, in {one.measured_in}", fact=one.beside, end=one.net) for one in totals)


def _words(sheet: ReviewSheet, today: date) -> list[Line]:
    found = []
    for row in sheet.words:
        quote = quotes.quote_of(row, with_account=False)
        by = ", ".join(filter(None, (quote.speaker, saying.say_day(row.said_on, today))))
        found.append(Line("", said=Said(row.text, by, is_exact=quote.wording == "exact")))
    return found
