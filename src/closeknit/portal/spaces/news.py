"""What is new to somebody who comes back: gathered from what the first page reads anyway, the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.discussions.shared.queries import ListedRow
from closeknit.ideas.shared.spaces import NewRow
from closeknit.kit.ways import find_way
from closeknit.promises.shared.queries.plans import PlanRow
from closeknit.promises.shared.queries.promises import AnsweredRow, PromiseRow

MOST = 8


@dataclass(frozen=True)
class News:
    """One thing that is new: what happened (a code that the template says), to what, when, and where it stands."""

    kind: str
    text: str
    on: date
    url: str


def gather(
    since: date,
    account: str,
    promises: Sequence[PromiseRow],
    answered: Sequence[AnsweredRow],
    plan: PlanRow | None,
    ideas: Sequence[NewRow],
    said: Sequence[ListedRow],
) -> list[News]:
    """Return what happened on or after that day, the newest first, at most eight."""
    found = []
    # What was proposed and accepted is new once, not as a promise besides.
    accepted = {one.promise for one in answered if one.state == "accepted"}
    for row in promises:
        url = find_way("portal:promise", account, row.id)
        if row.settled_on is not None and row.settled_on >= since:
            found.append(News(row.settlement, row.text, row.settled_on, url))
        elif row.made_on >= since and row.id not in accepted:
            found.append(News("promised_by_us" if row.is_ours else "promised_by_them", row.text, row.made_on, url))
    for one in answered:
        url = find_way("portal:promise", account, one.promise) if one.promise else find_way("portal:promises", account)
        found.append(News(one.state, one.text, one.answered_at.date(), url))
    for goal in plan.goals if plan else ():
        if goal.readings and goal.readings[0].read_on >= since:
            url = f"{find_way('portal:plan', account)}#{goal.id}"
            found.append(News("read", f"{goal.text}: {goal.now}", goal.readings[0].read_on, url))
    return sorted(
        [*found, *_of_ideas(account, ideas), *_of_said(account, said)],
        key=lambda one: (one.on, one.url),
        reverse=True,
    )[:MOST]


def _of_ideas(account: str, ideas: Sequence[NewRow]) -> Iterator[News]:
    for row in ideas:
        kind = "idea_answered" if row.is_answered else "idea_given"
        yield News(kind, row.title, row.on, find_way("portal:space_idea", account, row.idea))


def _of_said(account: str, said: Sequence[ListedRow]) -> Iterator[News]:
    for row in said:
        if row.last_at is not None:
            yield News("said", row.title, row.last_at.date(), find_way("portal:discussion", account, row.subject))
