"""Reads of the radar: accounts ranked with their words, one account in full, competitors and the way they go, silence, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from closeknit.accounts.models import Standing
from closeknit.analysis.circle import radar
from closeknit.analysis.circle.radar import Pressure
from closeknit.analysis.kinds import Certainty, Stage
from closeknit.analysis.needs.trends import Trend
from closeknit.circle.models import RadarAct, RadarFigure, RadarMute
from closeknit.circle.radar import sightings
from closeknit.circle.radar.sightings import Seen
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import StreamState
from closeknit.research.models import Answer
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

PAGE = 10
MOST_RIVALS = 8
_NEAR = [stage.value for stage in Stage if stage.nearness >= Stage.ENGAGED.nearness]


@dataclass(frozen=True)
class ActRow:
    """What somebody did about a certainty at an account."""

    id: str
    account_id: str
    certainty: str
    kind: str
    note: str
    was_unasked: bool
    acted_on: date
    acted_by: str


@dataclass(frozen=True)
class RankedAccount:
    """One account with what it said of a certainty: how often, when last, in which words, how strong that is today, and what was done.

    `strength` fades (1: one occasion today). `done` is the newest act since the last words, None where nobody has done anything.
    """

    account_id: str
    account: str
    owner: str
    n_occasions: int
    n_lately: int
    last_on: date
    strength: float
    words: VerbatimRow | None
    done: ActRow | None


@dataclass(frozen=True)
class RivalRow:
    """One competitor: how many accounts name it, in how many lately, and which way that goes; `words` were said last."""

    name: str
    n_accounts: int
    n_lately: int
    last_on: date
    trend: Trend
    account_id: str
    account: str
    words: VerbatimRow | None


@dataclass(frozen=True)
class CertaintyOfAll:
    """One certainty over all accounts: how many speak of it, how many lately, and which way that goes."""

    n_accounts: int
    n_lately: int
    trend: Trend
    counted_at: datetime | None


@dataclass(frozen=True)
class _Ways:
    """Of a certainty or a competitor: the accounts in all, in the last ten weeks, in the ten before, and when they were counted."""

    name: str
    n: int
    n_lately: int
    n_before: int
    counted_at: datetime | None


@dataclass(frozen=True)
class Radar:
    """Both certainties over all accounts: each judged and with its ranking, and the competitors that are named."""

    certainties: dict[Certainty, CertaintyOfAll]
    ranked: dict[Certainty, list[RankedAccount]]
    rivals: list[RivalRow]


@dataclass(frozen=True)
class CertaintyHere:
    """One certainty at one account: what it comes to, everything that it rests on, newest first, silence, and what was done."""

    certainty: Certainty
    pressure: Pressure
    strength: float
    rivals: tuple[tuple[str, int], ...]
    seen: tuple[Seen, ...]
    words: Mapping[str, VerbatimRow]
    asked_on: date | None
    silence: str
    acts: tuple[ActRow, ...]


def get_radar(
    *,
    viewer: Viewer,
    at: datetime,
    zone: str,
    owner: str = "",
    rival: str = "",
    pages: Mapping[Certainty, int] | None = None,
) -> Radar:
    """Return both certainties over all accounts, or over those of `owner`: which way they go, and who speaks of them in which words.

    `rival` narrows the second certainty to one competitor; `pages` are the pages of the two rankings, 1 where not given.
    """
    heard, today = _heard(viewer), clock.local_date(at, zone)
    ranked = {
        certainty: _rank(
            certainty, viewer, owner, rival if certainty is Certainty.RIVALS else "", (pages or {}).get(certainty, 1)
        )
        for certainty in Certainty
    }
    named, ways = _named(viewer, owner)
    rows = [row for several in ranked.values() for row in several]
    words = _words([row.newest_id for row in (*rows, *named.values())], viewer)
    acts = _newest_acts([row.account_id for row in rows], viewer)
    return Radar(
        certainties=_judge_all(viewer, owner, heard),
        ranked={
            certainty: [_ranked(row, words, acts, zone, today) for row in several]
            for certainty, several in ranked.items()
        },
        rivals=[_rival(one, named[one.name], words, heard, zone) for one in ways],
    )


def rank_accounts(
    certainty: Certainty,
    *,
    viewer: Viewer,
    at: datetime,
    zone: str,
    owner: str = "",
    rival: str = "",
    page: int = 1,
    size: int = PAGE,
) -> list[RankedAccount]:
    """Return a page of accounts by how strong what they said of a certainty (or of one competitor) is today, strongest first."""
    rows = _rank(certainty, viewer, owner, rival, page, size)
    words = _words([row.newest_id for row in rows], viewer)
    acts = _newest_acts([row.account_id for row in rows], viewer)
    today = clock.local_date(at, zone)
    return [_ranked(row, words, acts, zone, today) for row in rows]


def count_accounts(certainty: Certainty, *, viewer: Viewer, owner: str = "", rival: str = "") -> int:
    """Return how many accounts `rank_accounts` has."""
    return _figures(certainty, viewer, owner, rival).count()


def judge_all(*, viewer: Viewer, owner: str = "") -> dict[Certainty, CertaintyOfAll]:
    """Return each certainty over all accounts, or over those of `owner`."""
    return _judge_all(viewer, owner, _heard(viewer))


def list_rivals(*, viewer: Viewer, zone: str, owner: str = "") -> list[RivalRow]:
    """Return the competitors that are named, those that most accounts name lately first, each with the words that were said last of it."""
    named, ways = _named(viewer, owner)
    words, heard = _words([row.newest_id for row in named.values()], viewer), _heard(viewer)
    return [_rival(one, named[one.name], words, heard, zone) for one in ways]


def get_of_account(account: str, *, viewer: Viewer, at: datetime, zone: str) -> list[CertaintyHere]:
    """Return both certainties at one account, straight from its words and decisions."""
    today = clock.local_date(at, zone)
    seen = sightings.list_seen([account], viewer=viewer, zone=zone)
    ids = [one.verbatim_id for one in seen if one.verbatim_id]
    words = {row.id: row for row in verbatim_queries.list_verbatims(ids, viewer=viewer)}
    acts = list_acts(account, viewer=viewer)
    asked = list_last_asked(account, viewer=viewer, zone=zone)
    found = []
    for certainty in Certainty:
        several = sightings.of_certainty(seen, certainty)
        pressure = radar.weigh_pressure([one.sighting for one in several], as_of=today)
        rivals = sorted({name for one in several for name in one.sighting.rivals})
        found.append(
            CertaintyHere(
                certainty=certainty,
                pressure=pressure,
                strength=radar.strength_on(pressure.rank, today),
                rivals=tuple((name, len(sightings.of_certainty(several, certainty, name))) for name in rivals),
                seen=tuple(several),
                words=words,
                asked_on=asked.get(certainty),
                silence=radar.say_silence(asked.get(certainty), certainty, as_of=today),
                acts=tuple(one for one in acts if one.certainty == certainty),
            )
        )
    return found


def list_figures(account: str, *, viewer: Viewer) -> list[RadarFigure]:
    """Return what is counted of one account, for a line on its page."""
    return list(RadarFigure.objects.visible_to(viewer).filter(account=account).order_by("certainty", "-rank", "rival"))


def list_silent(
    certainty: Certainty, *, viewer: Viewer, at: datetime, zone: str, owner: str = "", most: int = 8
) -> list[tuple[str, str, str]]:
    """Return (account id, name, sentence) of near accounts that nobody asked about a certainty for 180 days, the largest first."""
    asked = Answer.objects.visible_to(viewer).filter(account=OuterRef("pk"), question__certainty=certainty).order_by()
    lately = asked.filter(asked_at__gte=clock.in_days(at, -radar.SILENT_AFTER_DAYS))
    near = Standing.objects.visible_to(viewer).filter(stage__in=_NEAR)
    near = near.filter(account__owner=owner) if owner else near
    silent = near.filter(~Exists(lately)).order_by("-worth_minor", "account__name_key", "pk")
    last = asked.values("account").annotate(last=Max("asked_at")).values("last")
    today = clock.local_date(at, zone)
    rows = silent.annotate(asked_at=Subquery(last)).values_list("pk", "account__name", "asked_at")[:most]
    return [
        (pk, name, radar.say_silence(clock.local_date(asked_at, zone) if asked_at else None, certainty, as_of=today))
        for pk, name, asked_at in rows
    ]


def list_acts(account: str, *, viewer: Viewer) -> list[ActRow]:
    """Return what was done at one account, newest first."""
    return _acts(RadarAct.objects.visible_to(viewer).filter(account=account).order_by("-acted_on", "-pk"))


def list_last_asked(account: str, *, viewer: Viewer, zone: str) -> dict[Certainty, date]:
    """Return on which day anybody at an account was last asked about each certainty; one that nobody was asked about is not in it."""
    rows = Answer.objects.visible_to(viewer).filter(account=account).exclude(question__certainty="").order_by()
    found = rows.values_list("question__certainty").annotate(last=Max("asked_at"))
    return {Certainty(code): clock.local_date(last, zone) for code, last in found}


def count_savings(*, viewer: Viewer, since: date, owner: str = "") -> tuple[int, int]:
    """Return how many savings were offered since then, and how many of them before they were asked for."""
    rows = RadarAct.objects.visible_to(viewer).filter(kind="saving_offered", acted_on__gte=since)
    rows = rows.filter(account__owner=owner) if owner else rows
    found = rows.aggregate(n=Count("pk"), unasked=Count("pk", filter=Q(was_unasked=True)))
    return found["n"], found["unasked"]


def wants_mails(*, viewer: Viewer) -> bool:
    """Return whether the viewer is told by mail."""
    return not RadarMute.objects.visible_to(viewer).filter(pk=viewer.id).exists()


def _figures(certainty: Certainty, viewer: Viewer, owner: str, rival: str) -> "QuerySet[RadarFigure]":
    rows = RadarFigure.objects.visible_to(viewer).filter(certainty=certainty, rival=rival)
    return rows.filter(account__owner=owner) if owner else rows


def _rank(
    certainty: Certainty, viewer: Viewer, owner: str, rival: str, page: int, size: int = PAGE
) -> list[RadarFigure]:
    figures = _figures(certainty, viewer, owner, rival).select_related("account__owner").order_by("-rank", "account_id")
    return list(figures[(page - 1) * size : page * size])


def _ranked(
    row: RadarFigure,
    words: Mapping[str, VerbatimRow],
    acts: Mapping[tuple[str, str], ActRow],
    zone: str,
    today: date,
) -> RankedAccount:
    last_on, done = clock.local_date(row.last_at, zone), acts.get((row.account_id, row.certainty))
    return RankedAccount(
        account_id=row.account_id,
        account=row.account.name,
        owner=row.account.owner.name if row.account.owner else "",
        n_occasions=row.n_occasions,
        n_lately=row.n_lately,
        last_on=last_on,
        strength=radar.strength_on(row.rank, today),
        words=words.get(row.newest_id or ""),
        done=done if done and done.acted_on >= last_on else None,
    )


def _judge_all(viewer: Viewer, owner: str, heard: tuple[int, int]) -> dict[Certainty, CertaintyOfAll]:
    rows = RadarFigure.objects.visible_to(viewer).filter(rival="")
    rows = rows.filter(account__owner=owner) if owner else rows
    counted = {one.name: one for one in _count_ways(rows, "certainty")}
    found = {}
    for certainty in Certainty:
        one = counted.get(certainty.value, _Ways(certainty.value, 0, 0, 0, None))
        found[certainty] = CertaintyOfAll(one.n, one.n_lately, _judge(one, heard), one.counted_at)
    return found


def _named(viewer: Viewer, owner: str) -> tuple[dict[str, RadarFigure], list[_Ways]]:
    """The competitors that are named, those that most accounts name lately first, and of each the account that said it last."""
    rows = RadarFigure.objects.visible_to(viewer).filter(certainty=Certainty.RIVALS).exclude(rival="")
    rows = rows.filter(account__owner=owner) if owner else rows
    ways = sorted(_count_ways(rows, "rival"), key=lambda one: (-one.n_lately, -one.n, one.name))[:MOST_RIVALS]
    newest = rows.filter(rival=OuterRef("rival")).order_by("-last_at", "pk").values("pk")[:1]
    last = rows.filter(rival__in=[one.name for one in ways], pk=Subquery(newest)).select_related("account")
    return {row.rival: row for row in last}, ways


def _count_ways(rows: "QuerySet[RadarFigure]", by: str) -> list[_Ways]:
    counted: Any = rows.order_by().values_list(by)
    found = counted.annotate(
        n=Count("pk"),
        lately=Count("pk", filter=Q(n_lately__gt=0)),
        before=Count("pk", filter=Q(n_before__gt=0)),
        counted=Max("counted_at"),
    )
    return [_Ways(*values) for values in found]


def _judge(ways: _Ways, heard: tuple[int, int]) -> Trend:
    return radar.judge_way(ways.n_lately, ways.n_before, heard_lately=heard[0], heard_before=heard[1])


def _rival(
    ways: _Ways, last: RadarFigure, words: Mapping[str, VerbatimRow], heard: tuple[int, int], zone: str
) -> RivalRow:
    return RivalRow(
        name=ways.name,
        n_accounts=ways.n,
        n_lately=ways.n_lately,
        last_on=clock.local_date(last.last_at, zone),
        trend=_judge(ways, heard),
        account_id=last.account_id,
        account=last.account.name,
        words=words.get(last.newest_id or ""),
    )


def _words(ids: Sequence[str | None], viewer: Viewer) -> dict[str, VerbatimRow]:
    return {row.id: row for row in verbatim_queries.list_verbatims([one for one in ids if one], viewer=viewer)}


def _heard(viewer: Viewer) -> tuple[int, int]:
    """How many accounts said anything at all in the last ten weeks, and in the ten before, as it is counted for needs."""
    found = StreamState.objects.visible_to(viewer).values_list("heard_lately", "heard_before").first()
    return found or (0, 0)


def _newest_acts(accounts: Sequence[str], viewer: Viewer) -> dict[tuple[str, str], ActRow]:
    rows = RadarAct.objects.visible_to(viewer).filter(account__in=set(accounts))
    return {(row.account_id, row.certainty): row for row in _acts(rows.order_by("acted_on", "pk"))}


def _acts(rows: "QuerySet[RadarAct]") -> list[ActRow]:
    columns = ("pk", "account_id", "certainty", "kind", "note", "was_unasked", "acted_on", "acted_by__name")
    found: Any = rows.values_list(*columns)
    return [
        ActRow(pk, account, certainty, kind, note, was_unasked, on, by or "")
        for pk, account, certainty, kind, note, was_unasked, on, by in found
    ]
