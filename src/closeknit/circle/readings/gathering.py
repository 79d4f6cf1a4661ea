"""What the six gauges need to know of many accounts, in a fixed number of statements however many there are."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q

from closeknit.accounts.models import Standing
from closeknit.analysis.circle.cadence import Lateness
from closeknit.analysis.circle.readings.answers import Exchange
from closeknit.analysis.circle.readings.money import WorthOn
from closeknit.analysis.circle.readings.promises import PromiseFact
from closeknit.analysis.circle.readings.reading import Level
from closeknit.analysis.circle.readings.sense import Sense
from closeknit.analysis.circle.readings.voice import BEFORE_DAYS, LATELY_DAYS, VoiceFacts
from closeknit.analysis.kinds import Direction, Medium, PromiseDirection, Settlement, SignalCode, Stage
from closeknit.circle.gathering import NOBODY, count_people
from closeknit.circle.keeping import queries as keeping_queries
from closeknit.circle.models import Sense as SenseRow
from closeknit.circle.readings import worth
from closeknit.kit import clock
from closeknit.kit.capabilities import Capability
from closeknit.kit.viewer import Viewer
from closeknit.promises import queries as promise_queries
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims import telling
from closeknit.verbatims.models import Verbatim

ANSWERS_DAYS = 180
PROMISES_DAYS = 365


@dataclass(frozen=True)
class Facts:
    """All that the gauges look at, of one account. `sees_money` is false where worth and renewal are not for this viewer."""

    account_id: str
    lateness: Lateness
    n_people: int
    n_in_touch: int
    owed_since: date | None
    exchanges: tuple[Exchange, ...]
    promises: tuple[PromiseFact, ...]
    voice: VoiceFacts
    worth: float | None
    was_worth: tuple[WorthOn, ...]
    renewal_on: date | None
    sees_money: bool
    sense: Sense | None


@dataclass(frozen=True)
class _Asked:
    accounts: Sequence[str]
    viewer: Viewer
    today: date
    zone: str

    def start(self, days: int) -> datetime:
        """Return the moment at which the day so many days ago began."""
        return clock.start_of_day(self.today - timedelta(days), self.zone)


def gather(accounts: Sequence[str], *, viewer: Viewer, at: datetime, zone: str) -> list[Facts]:
    """Return the facts of these accounts that the viewer may see, in the order of their ids; ten statements."""
    asked = _Asked(sorted(accounts), viewer, clock.local_date(at, zone), zone)
    standings = list(
        Standing.objects.visible_to(viewer).filter(pk__in=asked.accounts).select_related("account").order_by("pk")
    )
    limits = keeping_queries.load_limits(viewer=viewer, today=asked.today, zone=zone, accounts=asked.accounts)
    people, exchanges, promises = count_people(viewer, limits, asked.accounts), _exchanges(asked), _promises(asked)
    heard, senses = _voice(asked, {account: one.n for account, one in people.items()}), _senses(asked)
    sees = viewer.can(Capability.SEE_WORTH)
    histories = worth.list_worth(asked.accounts, viewer=viewer) if sees else {}
    return [
        Facts(
            account_id=row.pk,
            lateness=limits.lateness_of(row.pk, Stage(row.stage), row.two_way_at),
            n_people=people.get(row.pk, NOBODY).n,
            n_in_touch=people.get(row.pk, NOBODY).n_within_latest,
            owed_since=clock.local_date(row.owed_since, zone) if row.owed_since else None,
            exchanges=tuple(exchanges.get(row.pk, ())),
            promises=tuple(promises.get(row.pk, ())),
            voice=heard.get(row.pk, VoiceFacts(None, 0, 0, 0, people.get(row.pk, NOBODY).n)),
            worth=float(row.worth_minor) if sees and row.worth_minor is not None else None,
            was_worth=tuple(histories.get(row.pk, ())),
            renewal_on=row.renewal_on,
            sees_money=sees and row.account.kind != "internal",
            sense=senses.get(row.pk),
        )
        for row in standings
    ]


def _exchanges(asked: _Asked) -> Mapping[str, list[Exchange]]:
    """Return each message of half a year with the other side's next in the same conversation."""
    rows = Touchpoint.objects.visible_to(asked.viewer).filter(
        account__in=asked.accounts, medium=Medium.EMAIL, started_at__gte=asked.start(ANSWERS_DAYS)
    )
    columns = ("account_id", "conversation", "direction", "started_at", "pk")
    threads: dict[tuple[str, str], list[tuple[str, date, str]]] = defaultdict(list)
    for account, conversation, direction, at, pk in rows.order_by("started_at", "pk").values_list(*columns):
        threads[account, conversation or pk].append((direction, clock.local_date(at, asked.zone), pk))
    found: dict[str, list[Exchange]] = defaultdict(list)
    for (account, _), messages in threads.items():
        for place, (direction, on, pk) in enumerate(messages):
            later = (day for other, day, _ in messages[place + 1 :] if other != direction)
            found[account].append(Exchange(on, direction == Direction.OURS, next(later, None), pk))
    return found


def _promises(asked: _Asked) -> Mapping[str, list[PromiseFact]]:
    found: dict[str, list[PromiseFact]] = defaultdict(list)
    since = asked.today - timedelta(PROMISES_DAYS)
    for row in promise_queries.list_of_accounts(asked.accounts, since=since, viewer=asked.viewer):
        fact = PromiseFact(
            id=row.id,
            text=row.text,
            direction=PromiseDirection(row.direction),
            due_on=row.due_on,
            settlement=Settlement(row.settlement) if row.settlement else None,
            settled_on=row.settled_on,
        )
        found[row.account_id].append(fact)
    return found


def _voice(asked: _Asked, n_people: Mapping[str, int]) -> dict[str, VoiceFacts]:
    lately = Q(said_at__gte=asked.start(LATELY_DAYS))
    rows = Verbatim.objects.visible_to(asked.viewer).filter(
        account__in=asked.accounts, said_at__gte=asked.start(BEFORE_DAYS)
    )
    counts = rows.values("account_id").annotate(
        n=Count("pk"),
        n_lately=Count("pk", filter=lately),
        speakers=Count("contact", distinct=True, filter=lately),
        newest=Max("said_at"),
    )
    words, pains_before = _words(asked)
    return {
        row["account_id"]: VoiceFacts(
            newest_on=clock.local_date(row["newest"], asked.zone),
            n_lately=row["n_lately"],
            n_before=row["n"] - row["n_lately"],
            n_speakers=row["speakers"],
            n_people=n_people.get(row["account_id"], 0),
            pain_ids=tuple(words[row["account_id"], SignalCode.PAIN]),
            praise_ids=tuple(words[row["account_id"], SignalCode.PRAISE]),
            leaving_ids=tuple(words[row["account_id"], SignalCode.LEAVING]),
            n_pains_before=pains_before[row["account_id"]],
        )
        for row in counts.order_by()
    }


def _words(asked: _Asked) -> tuple[dict[tuple[str, str], list[str]], Counter[str]]:
    """Return by account and signal the words of the last 90 days, newest first; and by account how many spoke of pain in the 270 before."""
    words, pains_before = defaultdict[tuple[str, str], list[str]](list), Counter[str]()
    lately = asked.start(LATELY_DAYS)
    codes = (SignalCode.PAIN, SignalCode.PRAISE, SignalCode.LEAVING)
    for one in telling.list_heard_as(codes, asked.accounts, since=asked.start(BEFORE_DAYS), viewer=asked.viewer):
        if one.said_at >= lately:
            words[one.account_id, one.code].append(one.id)
        elif one.code == SignalCode.PAIN:
            pains_before[one.account_id] += 1
    return words, pains_before


def _senses(asked: _Asked) -> dict[str, Sense]:
    rows = SenseRow.objects.visible_to(asked.viewer).filter(account__in=asked.accounts, felt_on__lte=asked.today)
    newest = rows.order_by("felt_on", "pk").values_list("account_id", "level", "why", "member__name", "felt_on")
    return {account: Sense(Level(level), why, who or "somebody", on) for account, level, why, who, on in newest}
