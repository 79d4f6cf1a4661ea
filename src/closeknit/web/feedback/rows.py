"""What the templates of feedback are given."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from closeknit.analysis.feedback.balance import Balance, Wait
from closeknit.analysis.feedback.checking import Checked
from closeknit.analysis.feedback.kinds import AskedState, FeedbackChannel, GivenState
from closeknit.kit import clock
from closeknit.promises.feedback.queries import AccountBalance, AskedRow, GivenRow
from closeknit.web.feedback import labels


@dataclass(frozen=True)
class Line:
    """One request or one gift on a line: whom, about what, how far it came, and since which day."""

    url: str
    about: str
    whom: str
    who: str
    account: str
    account_url: str
    mark: str
    standing: str
    on: date
    by_talk: bool


@dataclass(frozen=True)
class Bar:
    """One way of feedback: how many pieces went it, as a share of the fuller way in twentieths."""

    n: int
    twentieths: int


@dataclass(frozen=True)
class WaitLine:
    """One answer time: who answers whom, the median and its n, and who waits since when."""

    label: str
    days: str
    n: int
    n_waiting: int
    oldest_on: date | None


@dataclass(frozen=True)
class BalancePicture:
    """Both ways as bars, and the answer times below them."""

    got: Bar
    given: Bar
    n_asked: int
    n_replied: int
    waits: tuple[WaitLine, ...]
    reason: str
    label: str


@dataclass(frozen=True)
class AccountLine:
    """One account in the table of balances."""

    account: str
    url: str
    picture: BalancePicture
    theirs: str
    ours: str
    replies: str


@dataclass(frozen=True)
class FindingLine:
    """One check of a draft, met, not met, or not judged."""

    title: str
    mark: str
    verdict: str
    reason: str
    is_open: bool


@dataclass(frozen=True)
class MarkedPiece:
    """A piece of a draft; `check` says which check points at it with something to mend, or is empty."""

    text: str
    check: str


def asked_line(row: AskedRow, *, zone: str) -> Line:
    """Return a request as a line."""
    mark, standing = labels.ASKED[AskedState(row.state)]
    moment = row.told_at or row.answered_at or row.reminded_at or row.asked_at or row.noted_at
    return _line("asked_feedback", row, row.asked_by, mark, standing, clock.local_date(moment, zone))


def given_line(row: GivenRow, *, zone: str) -> Line:
    """Return a gift as a line."""
    mark, standing = labels.GIVEN[GivenState(row.state)]
    if row.state == GivenState.WITH_READER:
        standing = f"{row.reader} reads it"
    moment = row.answered_at or row.given_at or row.made_at
    return _line("given_feedback", row, row.author, mark, standing, clock.local_date(moment, zone))


def picture_of(balance: Balance) -> BalancePicture:
    """Return a balance as a picture."""
    most = max(balance.n_got, balance.n_given, 1)
    return BalancePicture(
        got=Bar(balance.n_got, round(20 * balance.n_got / most)),
        given=Bar(balance.n_given, round(20 * balance.n_given / most)),
        n_asked=balance.n_asked,
        n_replied=balance.n_replied,
        waits=(
            _wait("They answer what we ask", balance.theirs),
            _wait("We tell them what came of it", balance.ours),
            _wait("They answer what we gave", balance.replies),
        ),
        reason=balance.reason,
        label=f"Got {balance.n_got}, given {balance.n_given}",
    )


def account_line(one: AccountBalance) -> AccountLine:
    """Return one account's balance as a row of the table."""
    picture = picture_of(one.balance)
    theirs, ours, replies = (wait.days for wait in picture.waits)
    return AccountLine(one.account, reverse("account_feedback", args=[one.account_id]), picture, theirs, ours, replies)


def findings_of(checked: Checked) -> list[FindingLine]:
    """Return what the checks found, what is to be mended first."""
    lines = [
        FindingLine(
            labels.CHECKS[finding.check],
            {True: "good", False: "against", None: "unknown"}[finding.is_met],
            {True: "met", False: "to mend", None: "not judged"}[finding.is_met],
            finding.reason,
            finding.is_met is False,
        )
        for finding in checked.findings
    ]
    return sorted(lines, key=lambda line: not line.is_open)


def pieces_of(text: str, checked: Checked) -> list[MarkedPiece]:
    """Return the draft in pieces: those that a check points at with something to mend carry its name."""
    marks = sorted((start, end, labels.CHECKS[one.check]) for one in checked.unmet for start, end in one.spans)
    pieces, place = [], 0
    for start, end, title in marks:
        if end <= place:
            continue
        pieces += [MarkedPiece(text[place : max(start, place)], ""), MarkedPiece(text[max(start, place) : end], title)]
        place = end
    return [piece for piece in [*pieces, MarkedPiece(text[place:], "")] if piece.text]


def moment_label(at: datetime, subject: str, zone: str) -> str:
    """Return how a conversation is named where one is chosen."""
    on = clock.local_date(at, zone)
    return f"{on.day} {on:%B}: {subject or 'without a subject'}"[:120]


def _line(route: str, row: AskedRow | GivenRow, who: str, mark: str, standing: str, on: date) -> Line:
    return Line(
        url=reverse(route, args=[row.id]),
        about=row.about,
        whom=row.contact or "somebody who is not known any more",
        who=who,
        account=row.account,
        account_url=reverse("account_feedback", args=[row.account_id]),
        mark=mark,
        standing=standing,
        on=on,
        by_talk=row.channel == FeedbackChannel.TALK,
    )


def _wait(label: str, wait: Wait) -> WaitLine:
    return WaitLine(label, _days(wait.median_days), wait.n, wait.n_waiting, wait.oldest_on)


def _days(days: float | None) -> str:
    if days is None:
        return "–"
    number = f"{days:.0f}" if days == int(days) else f"{days:.1f}"
    return f"{number} day" if number == "1" else f"{number} days"
