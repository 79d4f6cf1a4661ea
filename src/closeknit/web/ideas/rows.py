"""Ideas as the pages show them: in words, with the three ways of counting as small bars."""

from dataclasses import dataclass
from datetime import date

from closeknit.analysis.ideas.demand import Demand
from closeknit.analysis.ideas.kinds import GiverKind, IdeaState
from closeknit.ideas.queries import Giver, IdeaRow, VoteRow
from closeknit.kit.look import saying
from closeknit.kit.ways import find_way
from closeknit.web.ideas import labels


@dataclass(frozen=True)
class Bar:
    """One way of counting: what it is called, the count (money in minor units), how long the bar is (0–1), and its place."""

    way: str
    n: int
    money: int | None
    share: float
    place: str


@dataclass(frozen=True)
class IdeaLine:
    """One idea in a list."""

    id: str
    url: str
    number: int
    title: str
    state: str
    state_words: str
    is_open: bool
    days_late: int
    answer_by: date
    answered_on: date | None
    revisit_on: date | None
    is_revisit_due: bool
    reader: str
    giver: str
    account: str
    account_url: str
    given_on: date
    sentence: str
    bars: tuple[Bar, ...]
    wanted: str
    ours: str
    apart: tuple[str, ...]
    n_needs: int
    # Who outside reads it; empty where nobody does.
    reach: str = ""


@dataclass(frozen=True)
class Standing:
    """Where an idea stands, as far as its sentence says it: what `_standing.html` needs of a line."""

    is_open: bool
    days_late: int
    answer_by: date
    reader: str
    state_words: str
    revisit_on: date | None
    is_revisit_due: bool
    sentence: str


@dataclass(frozen=True)
class VotesOf:
    """The votes of one account's people."""

    account: str
    url: str
    worth_minor: int | None
    votes: tuple[VoteRow, ...]


def line_of(row: IdeaRow, most: Demand, *, today: date) -> IdeaLine:
    """Return an idea as a line; `most` is the longest that each bar is on the page."""
    return IdeaLine(
        id=row.id,
        url=find_way("idea", row.id),
        number=row.number,
        title=row.title,
        state=row.state,
        state_words=labels.state_of(row.state),
        is_open=row.state == IdeaState.OPEN,
        days_late=max(0, (today - row.answer_by).days) if row.state == IdeaState.OPEN else 0,
        answer_by=row.answer_by,
        answered_on=row.answered_on,
        revisit_on=row.revisit_on,
        is_revisit_due=row.revisit_on is not None and row.revisit_on <= today,
        reader=row.reader,
        giver=giver_words(row.giver),
        account=row.giver.account,
        account_url=find_way("account", row.giver.account_id) if row.giver.account_id else "",
        given_on=row.given_on,
        sentence=row.sentence,
        bars=bars_of(row, most),
        wanted=f"{saying.say_count(row.demand.n_people, 'person', 'people')} at {saying.say_count(row.demand.n_accounts, 'account')}",
        ours=f"{saying.say_count(row.demand.n_ours, 'of ours', 'of ours')}" if row.demand.n_ours else "",
        apart=row.place.reasons if row.place else (),
        n_needs=row.n_needs,
        reach=labels.reach_of(row.audience, row.giver.account),
    )


def votes_of(votes: tuple[VoteRow, ...]) -> list[VotesOf]:
    """Return the votes from outside by account, the account with the most first."""
    grouped: dict[str, list[VoteRow]] = {}
    for vote in votes:
        if not vote.is_ours:
            grouped.setdefault(vote.account_id, []).append(vote)
    return [
        VotesOf(
            several[0].account or "of no account",
            find_way("account", account) if account else "",
            several[0].worth_minor,
            tuple(several),
        )
        for account, several in sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[1][0].account.casefold()))
    ]


def giver_words(giver: Giver) -> str:
    """Return whose idea it is, without the account; a name that nobody knows is said so."""
    if giver.name:
        return giver.name
    return "somebody" if giver.kind != GiverKind.OUTSIDER else "somebody outside"


def most_of(rows: list[IdeaRow]) -> Demand:
    """Return the greatest of each count, which the bars of a page are drawn against."""
    return Demand(
        max((row.demand.n_people for row in rows), default=0),
        max((row.demand.n_accounts for row in rows), default=0),
        max((row.demand.worth_minor or 0 for row in rows), default=0),
    )


def bars_of(row: IdeaRow, most: Demand) -> tuple[Bar, ...]:
    """Return demand by people, by accounts and, where it is known and may be seen, by worth."""
    demand, place = row.demand, row.place
    bars = [
        Bar(
            "people",
            demand.n_people,
            None,
            _share(demand.n_people, most.n_people),
            _place(place.by_people if place else None),
        ),
        Bar(
            "accounts",
            demand.n_accounts,
            None,
            _share(demand.n_accounts, most.n_accounts),
            _place(place.by_accounts if place else None),
        ),
    ]
    if demand.worth_minor is not None:
        share = _share(demand.worth_minor, most.worth_minor or 0)
        bars.append(Bar("worth", 0, demand.worth_minor, share, _place(place.by_worth if place else None)))
    return tuple(bars)


def _share(n: int, most: int) -> float:
    return n / most if most else 0.0


def _place(rank: float | None) -> str:
    return f"{rank:g}" if rank else ""
