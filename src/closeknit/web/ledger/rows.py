"""The ledger as the pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closeknit.analysis.ledger.answers import can_answer
from closeknit.analysis.ledger.kinds import LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount, say_amount
from closeknit.analysis.ledger.totals import SideTotal, Totals
from closeknit.kit.look.rows import Mark
from closeknit.kit.ways import find_way
from closeknit.promises.ledger.queries import AnswerRow, EntryRow
from closeknit.web.ledger import labels


@dataclass(frozen=True)
class EntryLine:
    """One line as it is shown: `said` is how both stand to it, "both agree" or "they say £64"."""

    id: str
    text: str
    kind: str
    amount: str
    proposed: str
    period_from: date
    period_until: date
    said: str
    mark: Mark
    is_loss: bool
    is_gone: bool
    state: str
    has_baseline: bool
    baseline: str
    baseline_on: date | None
    side: str


@dataclass(frozen=True)
class AnswerLine:
    """One answer as it is shown."""

    who: str
    did: str
    mark: Mark
    answered_on: date
    amount: str
    reason: str
    how: str
    noted_by: str
    words_url: str
    talk_url: str


@dataclass(frozen=True)
class TotalLine:
    """One sum as it is shown."""

    whose: str
    measured_in: str
    net: str
    parts: str
    beside: str
    is_share: bool


@dataclass(frozen=True)
class Group:
    """The lines of one side."""

    title: str
    lines: tuple[EntryLine, ...]


def entry_of(row: EntryRow) -> EntryLine:
    """Return a line of the ledger as it is shown."""
    return EntryLine(
        id=row.id,
        text=row.text,
        kind=labels.KINDS[row.kind],
        amount=f"{'−' if row.kind == 'loss' else ''}{say_amount(row.amount)}",
        proposed=say_amount(row.proposed) if row.proposed else "",
        period_from=row.period_from,
        period_until=row.period_until,
        said=_said(row),
        mark=labels.MARKS[row.state],
        is_loss=row.kind == "loss",
        is_gone=row.state == LedgerState.WITHDRAWN,
        state=row.state,
        has_baseline=row.has_baseline,
        baseline=row.baseline,
        baseline_on=row.baseline_on,
        side=labels.SIDES[row.side],
    )


def groups_of(entries: Sequence[EntryRow]) -> list[Group]:
    """Return the lines by whose they are: theirs first, what is withdrawn last."""
    found = [
        Group(
            labels.SIDES[side],
            tuple(entry_of(row) for row in entries if row.side == side and row.state != LedgerState.WITHDRAWN),
        )
        for side in ("theirs", "ours")
    ]
    gone = tuple(entry_of(row) for row in entries if row.state == LedgerState.WITHDRAWN)
    return [group for group in (*found, Group("Withdrawn", gone)) if group.lines]


def answer_of(row: AnswerRow) -> AnswerLine:
    """Return an answer as it is shown."""
    theirs = row.side == LedgerSide.THEIRS
    return AnswerLine(
        who=(row.contact or "Somebody of theirs") if theirs else (row.member or "Somebody of ours"),
        did=labels.ANSWERS[row.state],
        mark=labels.MARKS[row.state],
        answered_on=row.answered_on,
        amount=say_amount(row.amount) if row.amount else "",
        reason=row.reason,
        how=row.how,
        noted_by=row.member if theirs else "",
        words_url=find_way("verbatim", row.verbatim_id) if row.verbatim_id else "",
        talk_url=find_way("touchpoint", row.touchpoint_id) if row.touchpoint_id else "",
    )


def totals_of(totals: Totals) -> list[TotalLine]:
    """Return the sums as they are shown: each currency or unit and side by itself."""
    return [_total(one) for one in totals.sides]


def steps_of(row: EntryRow) -> list[tuple[str, list[str]]]:
    """Return which side may answer what now: (side, codes of its steps), sides that may nothing left out."""
    found = []
    for side in (LedgerSide.THEIRS, LedgerSide.OURS):
        steps = [step for step in labels.STEPS if _can(row, LedgerState(step), side)]
        if steps:
            found.append((side.value, steps))
    return found


def can_withdraw(row: EntryRow, side: LedgerSide) -> bool:
    """Return whether a side may withdraw a line now."""
    return _can(row, LedgerState.WITHDRAWN, side)


def _can(row: EntryRow, step: LedgerState, by: LedgerSide) -> bool:
    return can_answer(
        LedgerState(row.state),
        step,
        by=by,
        amount_by=LedgerSide(row.amount_by),
        proposed_by=LedgerSide(row.proposed_by),
    )


def _said(row: EntryRow) -> str:
    said = {
        "confirmed": "both agree",
        "proposed": "waits for them" if row.proposed_by == "ours" else "waits for us",
        "corrected": f"{'they' if row.amount_by == 'theirs' else 'we'} say {say_amount(row.amount)}",
        "disputed": "disputed",
        "withdrawn": "withdrawn",
    }
    return said[row.state]


def _total(one: SideTotal) -> TotalLine:
    def say(value: Decimal) -> str:
        sign = "−" if value < 0 else ""
        amount = (
            Amount(int(abs(value)), one.measured_in) if one.is_money else Amount(value=abs(value), unit=one.measured_in)
        )
        return sign + say_amount(amount)

    parts = [
        f"{say(value)} {word}"
        for value, word in ((one.benefit, "benefits"), (one.profit, "profits"), (-one.loss, "losses"))
        if value
    ]
    beside = [
        f"{say(value)} {word}" if not one.is_share else f"{n} {word}"
        for value, n, word in ((one.proposed, one.n_proposed, "proposed"), (one.disputed, one.n_disputed, "disputed"))
        if n
    ]
    return TotalLine(
        whose=labels.SIDES[one.side],
        measured_in=one.measured_in,
        net=f"{one.n_confirmed} confirmed" if one.is_share else say(one.net),
        parts=", ".join(parts) if len(parts) > 1 else "",
        beside=f"beside it {' and '.join(beside)}" if beside else "",
        is_share=one.is_share,
    )
