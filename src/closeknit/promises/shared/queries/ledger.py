"""The ledger as the other side reads it: lines that were put before them, with what both answered. Never how we know or count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.ledger.answers import can_answer
from closeknit.analysis.ledger.kinds import LedgerKind, LedgerSide, LedgerState
from closeknit.analysis.ledger.lines import Amount, has_baseline, say_amount
from closeknit.analysis.ledger.totals import Line
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.ledger import checks as ledger_checks
from closeknit.promises.models import LedgerAnswer, LedgerEntry
from closeknit.promises.shared.queries.people import list_inside, say_name

STEPS = (LedgerState.CONFIRMED, LedgerState.CORRECTED, LedgerState.DISPUTED, LedgerState.WITHDRAWN)
MOST = 200


@dataclass(frozen=True)
class AnswerRow:
    """What a side answered. `reason` is there where both may read it, `said` the amount that it named."""

    state: str
    is_ours: bool
    name: str
    answered_on: date
    reason: str
    said: str


@dataclass(frozen=True)
class LineRow:
    """One line: who has it, how much, of when, and how both stand to it. `steps` are what this side may answer now."""

    id: str
    is_ours: bool
    kind: str
    text: str
    amount: Amount
    said: str
    said_before: str
    period_from: date
    period_until: date
    baseline: str
    baseline_on: date | None
    is_proposed_by_us: bool
    name: str
    proposed_on: date
    state: str
    answers: tuple[AnswerRow, ...]
    steps: tuple[str, ...]

    @property
    def line(self) -> Line:
        """Return it as the analysis adds it up."""
        side = LedgerSide.OURS if self.is_ours else LedgerSide.THEIRS
        based = has_baseline(self.baseline_on, self.period_from)
        return Line(side, LedgerKind(self.kind), LedgerState(self.state), self.amount, self.period_until, based)

    @property
    def is_asking(self) -> bool:
        """Return whether it waits for an answer of this side."""
        return LedgerState.CONFIRMED in self.steps and self.state != LedgerState.DISPUTED


def list_lines(account: str, *, viewer: Viewer) -> list[LineRow]:
    """Return the lines that reach the viewer, the newest period first, at most 200; three statements."""
    rows = LedgerEntry.objects.visible_to(viewer).filter(account=account).order_by("-period_until", "-pk")[:MOST]
    return _lines(rows, account, viewer)


def list_asking(account: str, *, viewer: Viewer) -> list[tuple[str, str]]:
    """Return (id, text) of the lines that wait for an answer of this side, the longest waiting first; at most ten."""
    rows = LedgerEntry.objects.visible_to(viewer).filter(account=account, amount_by=LedgerSide.OURS)
    rows = rows.filter(state__in=(LedgerState.PROPOSED, LedgerState.CORRECTED))
    return list(rows.order_by("proposed_on", "pk").values_list("pk", "text")[:10])


def get_line(entry: str, *, viewer: Viewer) -> LineRow:
    """Return one line, or raise NotFound."""
    rows = LedgerEntry.objects.visible_to(viewer).filter(pk=entry)
    account = rows.values_list("account_id", flat=True).first()
    if account is None:
        raise NotFound
    return _lines(rows, account, viewer)[0]


def _lines(entries: Iterable[LedgerEntry], account: str, viewer: Viewer) -> list[LineRow]:
    rows = list(entries.select_related("baseline", "contact__person"))  # type: ignore[attr-defined]  # a queryset
    inside = list_inside(account, viewer=viewer)
    answers: dict[str, list[AnswerRow]] = {}
    given = LedgerAnswer.objects.visible_to(viewer).filter(entry__in=[row.pk for row in rows])
    for one in given.select_related("contact__person", "member", "entry").order_by("noted_at", "pk"):
        answers.setdefault(one.entry_id, []).append(_answer(one, inside))
    return [_line(row, tuple(answers.get(row.pk, ())), inside) for row in rows]


def _line(row: LedgerEntry, answers: tuple[AnswerRow, ...], inside: frozenset[str]) -> LineRow:
    standing, proposed = ledger_checks.standing_amount(row), ledger_checks.proposed_amount(row)
    return LineRow(
        id=row.pk,
        is_ours=row.side == LedgerSide.OURS,
        kind=row.kind,
        text=row.text,
        amount=standing,
        said=say_amount(standing),
        said_before=say_amount(proposed) if proposed != standing else "",
        period_from=row.period_from,
        period_until=row.period_until,
        baseline=row.baseline.text if row.baseline else "",
        baseline_on=row.baseline.agreed_on if row.baseline else None,
        is_proposed_by_us=row.proposed_by == LedgerSide.OURS,
        name=say_name(row.contact, inside),
        proposed_on=row.proposed_on,
        state=row.state,
        answers=answers,
        steps=tuple(
            step
            for step in STEPS
            if can_answer(
                LedgerState(row.state),
                step,
                by=LedgerSide.THEIRS,
                amount_by=LedgerSide(row.amount_by),
                proposed_by=LedgerSide(row.proposed_by),
            )
        ),
    )


def _answer(one: LedgerAnswer, inside: frozenset[str]) -> AnswerRow:
    is_ours = one.side == LedgerSide.OURS
    has_amount = one.amount_minor is not None or one.amount is not None
    said = Amount(one.amount_minor, one.entry.currency, one.amount, one.entry.unit) if has_amount else None
    return AnswerRow(
        state=one.state,
        is_ours=is_ours,
        name=(one.member.name if one.member else "") if is_ours else say_name(one.contact, inside),
        answered_on=one.answered_on,
        reason=one.reason if one.is_told else "",
        said=say_amount(said) if said else "",
    )
