"""The relevance sheet: by competitor, where customers say that we are better or worse, what was learned lately, and our hopes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.analysis.offerings import comparing, fit
from closeknit.analysis.offerings.comparing import Learned, Said, Weighed
from closeknit.analysis.offerings.kinds import Comparing
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.offerings.models import Advantage
from closeknit.offerings.relevance import gathering
from closeknit.offerings.relevance.gathering import SaidOfUs, Topic
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

SHOWN = 4


@dataclass(frozen=True)
class SaidRow:
    """One sentence on the sheet."""

    said: SaidOfUs
    words: VerbatimRow


@dataclass(frozen=True)
class TopicRow:
    """One value or need beside one competitor: how many accounts say which, and the newest of their words."""

    topic: Topic
    weighed: Weighed
    better: tuple[SaidRow, ...]
    worse: tuple[SaidRow, ...]
    even: tuple[SaidRow, ...]


@dataclass(frozen=True)
class RivalSheet:
    """One competitor: how customers see us beside it, by value and need; `unclear` are sentences that wait for somebody to read them."""

    name: str
    weighed: Weighed
    topics: tuple[TopicRow, ...]
    unclear: tuple[SaidRow, ...]
    n_unclear: int


@dataclass(frozen=True)
class AdvantageRow:
    """What we say of ourselves: `standing` is hope, heard or disputed, `why` the sentence, `words` the newest that say so."""

    id: str
    text: str
    value_id: str
    value: str
    offering: str
    competitor: str
    said_by: str
    standing: str
    why: str
    words: tuple[SaidRow, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole sheet, of all accounts or of one. `n_guessed` of its `n` sentences nobody has read yet."""

    rivals: tuple[RivalSheet, ...]
    advantages: tuple[AdvantageRow, ...]
    learned: tuple[Learned, ...]
    since: date
    n: int
    n_guessed: int


def get_sheet(*, viewer: Viewer, at: datetime, zone: str, account: str = "") -> Sheet:
    """Return the relevance sheet of all accounts, or of one; what was learned is since the first day of this quarter."""
    said = gathering.list_said(viewer=viewer, at=at, account=account)
    by_rival: dict[str, list[SaidOfUs]] = {}
    for one in said:
        by_rival.setdefault(one.competitor, []).append(one)
    claims = list(
        Advantage.objects.visible_to(viewer)
        .select_related("value__offering", "competitor", "said_by")
        .order_by("value__offering__place", "value__place", "pk")
    )
    words = _fetch(by_rival, viewer)
    rivals = [_rival(name, several, words) for name, several in by_rival.items()]
    rivals.sort(key=lambda one: (-(one.weighed.n_better + one.weighed.n_worse + one.weighed.n_even), one.name))
    since = fit.begin_quarter(clock.local_date(at, zone))
    return Sheet(
        rivals=tuple(rivals),
        advantages=tuple(_advantage(one, by_rival.get(one.competitor.name, ()), words) for one in claims),
        learned=tuple(_learn(said, clock.start_of_day(since, zone))),
        since=since,
        n=len(said),
        n_guessed=sum(not one.is_read for one in said),
    )


def _fetch(by_rival: Mapping[str, Sequence[SaidOfUs]], viewer: Viewer) -> dict[str, VerbatimRow]:
    """Return the words that are shown: the newest of each reading of each topic."""
    wanted: dict[str, None] = {}
    for several in by_rival.values():
        counted: dict[tuple[Topic, Comparing | None], int] = {}
        for one in several:
            key = one.topic if one.reads else Topic(), one.reads
            counted[key] = counted.get(key, 0) + 1
            if counted[key] <= SHOWN:
                wanted[one.verbatim_id] = None
    return {row.id: row for row in verbatim_queries.list_verbatims(list(wanted), viewer=viewer)}


def _rival(name: str, several: Sequence[SaidOfUs], words: Mapping[str, VerbatimRow]) -> RivalSheet:
    topics: dict[Topic, list[SaidOfUs]] = {}
    for one in several:
        if one.reads:
            topics.setdefault(one.topic, []).append(one)
    rows = [_topic(topic, of, words) for topic, of in topics.items()]
    # What a value or a need is named for stands before what is about neither.
    rows.sort(key=lambda one: (not one.topic.kind, -one.weighed.n_worse - one.weighed.n_better, one.topic.text))
    unclear = [one for one in several if not one.reads]
    return RivalSheet(name, _weigh(several), tuple(rows), tuple(_shown(unclear, words)), len(unclear))


def _topic(topic: Topic, several: Sequence[SaidOfUs], words: Mapping[str, VerbatimRow]) -> TopicRow:
    sides = (tuple(_shown([one for one in several if one.reads is reads], words)) for reads in _SIDES)
    return TopicRow(topic, _weigh(several), *sides)


_SIDES = (Comparing.BETTER, Comparing.WORSE, Comparing.EVEN)


def _advantage(row: Advantage, said: Iterable[SaidOfUs], words: Mapping[str, VerbatimRow]) -> AdvantageRow:
    of_value = [one for one in said if one.topic == Topic("value", row.value_id, row.value.text)]
    standing, why = comparing.judge_advantage(_facts(of_value))
    return AdvantageRow(
        id=row.pk,
        text=row.text,
        value_id=row.value_id,
        value=row.value.text,
        offering=row.value.offering.name,
        competitor=row.competitor.name,
        said_by=row.said_by.name if row.said_by else "",
        standing=standing,
        why=why,
        words=tuple(_shown([one for one in of_value if one.is_read and one.reads is not Comparing.EVEN], words)[:2]),
    )


def _learn(said: Iterable[SaidOfUs], since: datetime) -> list[Learned]:
    several = [(one, one.reads) for one in said if one.reads]
    before = [(one.competitor, one.topic.text, reads) for one, reads in several if one.said_at < since]
    lately = [(one.competitor, one.topic.text, reads, one.account_id) for one, reads in several if one.said_at >= since]
    return comparing.list_learned(before, lately)


def _weigh(several: Iterable[SaidOfUs]) -> Weighed:
    return comparing.weigh_accounts(_facts(several))


def _facts(several: Iterable[SaidOfUs]) -> list[Said]:
    return [Said(one.account_id, one.reads, one.is_read) for one in several if one.reads]


def _shown(several: Iterable[SaidOfUs], words: Mapping[str, VerbatimRow]) -> list[SaidRow]:
    return [SaidRow(one, words[one.verbatim_id]) for one in several if one.verbatim_id in words][:SHOWN]
