"""Gathers what the spread of one account is worked out from: its conversations with who took part, and what was promised and answered.

Bounded whatever the account: the newest conversations of two years, at most as many as a page has time for.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from closeknit.analysis.circle.spread import Meeting, Said
from closeknit.analysis.kinds import Direction, Medium, NeedState, PromiseDirection, Stance
from closeknit.circle.models import Telling
from closeknit.kit import clock
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need
from closeknit.needs.queries.listing import ROOT
from closeknit.promises.models import Promise
from closeknit.touchpoints.models import Participation
from closeknit.verbatims.models import Verbatim

LOOK_BACK = timedelta(days=730)
MOST_PARTS = 3_000
MOST_WORDS = 400
MOST_MESSAGES = 12

_COLUMNS = (
    *("touchpoint_id", "touchpoint__started_at", "touchpoint__direction", "touchpoint__medium"),
    *("touchpoint__conversation", "touchpoint__member_id", "touchpoint__account_id", "touchpoint__account__name"),
    *("contact_id", "contact__person_id", "member_id"),
)


@dataclass(frozen=True)
class Message:
    """Something that we want them to know: a promise of ours with how it ended, or a need of theirs that is answered.

    `on` is the day of the news; `to` and `keeper` are to whom a promise was given and by whom; `need` is the need behind it.
    """

    kind: str
    id: str
    text: str
    on: date
    outcome: str = ""
    made_on: date | None = None
    to: str = ""
    keeper: str = ""
    need: str = ""


@dataclass(frozen=True)
class Told:
    """That one of ours noted that one of theirs was told."""

    contact: str
    promise: str
    need: str
    by: str
    on: date
    touchpoint: str


def list_meetings(account: str, *, viewer: Viewer, zone: str, at: datetime) -> list[Meeting]:
    """Return the newest conversations with an account of the last two years; people are named by their id as persons."""
    parts = _parts(viewer, at).filter(touchpoint__account_id=account)
    return _meetings(
        list(parts.order_by("-touchpoint__started_at", "-pk").values_list(*_COLUMNS)[:MOST_PARTS]), zone, ""
    )


def list_meetings_elsewhere(
    persons: Collection[str], account: str, *, viewer: Viewer, zone: str, at: datetime
) -> list[Meeting]:
    """Return the newest conversations that these people had with us at other accounts."""
    parts = _parts(viewer, at).filter(contact__person__in=list(persons)).exclude(touchpoint__account_id=account)
    found = parts.order_by("-touchpoint__started_at", "-pk").values_list(*_COLUMNS)[: MOST_PARTS // 10]
    return _meetings(list(found), zone, account)


def list_messages(account: str, *, viewer: Viewer, since: date) -> list[Message]:
    """Return what we want them to know, the newest first: our promises that are open or ended since then, their needs answered since."""
    promised = Promise.objects.visible_to(viewer).filter(account_id=account, direction=PromiseDirection.OURS)
    columns = ("pk", "text", "made_on", "settled_on", "settlement", "contact__person_id", "keeper_id", "need_id")
    messages = [
        Message("promise", pk, text, settled or made, ended, made, person or "", keeper or "", need or "")
        for pk, text, made, settled, ended, person, keeper, need in promised.order_by("-made_on").values_list(*columns)[
            :60
        ]
        if (settled or made) >= since
    ]
    voiced = Evidence.objects.visible_to(viewer).filter(account_id=account).exclude(stance=Stance.CONTRADICTS)
    answered = Need.objects.visible_to(viewer).filter(
        pk__in=voiced.values(root=ROOT), state=NeedState.ANSWERED, settled_on__gte=since
    )
    for pk, statement, on in answered.values_list("pk", "statement", "settled_on"):
        if on is not None:
            messages.append(Message("need", pk, statement, on, "answered", need=pk))
    return sorted(messages, key=lambda one: (one.on, one.id), reverse=True)[:MOST_MESSAGES]


def list_told(account: str, *, viewer: Viewer) -> list[Told]:
    """Return what was noted as told to people of an account, the newest first; people are named by their id as persons."""
    rows = Telling.objects.visible_to(viewer).filter(account_id=account).order_by("-told_on", "-pk")
    columns = ("contact__person_id", "promise_id", "need_id", "told_by_id", "told_on", "touchpoint_id")
    return [
        Told(person, promise or "", need or "", by or "", on, touchpoint or "")
        for person, promise, need, by, on, touchpoint in rows.values_list(*columns)[:MOST_WORDS]
    ]


def list_said(account: str, *, viewer: Viewer, zone: str, since: datetime) -> list[Said]:
    """Return the newest words of an account since then, each with its speaker's id as a person."""
    rows = Verbatim.objects.visible_to(viewer).filter(account_id=account, contact__isnull=False, said_at__gte=since)
    found = rows.order_by("-said_at", "-pk").values_list("pk", "contact__person_id", "said_at", "text")[:MOST_WORDS]
    return [Said(pk, person, clock.local_date(said_at, zone), text) for pk, person, said_at, text in found]


def _parts(viewer: Viewer, at: datetime) -> QuerySet[Participation]:
    return Participation.objects.visible_to(viewer).filter(
        touchpoint__started_at__gte=at - LOOK_BACK, touchpoint__started_at__lte=at
    )


def _meetings(parts: Sequence[tuple[Any, ...]], zone: str, but: str) -> list[Meeting]:
    """Return one meeting a conversation from rows of who took part; `place` is the account's name where it is not the one asked about."""
    theirs: dict[str, dict[str, None]] = defaultdict(dict)
    ours: dict[str, dict[str, None]] = defaultdict(dict)
    heads: dict[str, tuple[Any, ...]] = {}
    for touchpoint, *head, _, person, member in parts:
        heads[touchpoint] = tuple(head)
        if person:
            theirs[touchpoint][person] = None
        for one in (member, head[4]):
            if one:
                ours[touchpoint][one] = None
    return [
        _meeting(touchpoint, head, tuple(theirs[touchpoint]), tuple(ours[touchpoint]), zone, but)
        for touchpoint, head in heads.items()
    ]


def _meeting(
    touchpoint: str, head: tuple[Any, ...], theirs: tuple[str, ...], ours: tuple[str, ...], zone: str, but: str
) -> Meeting:
    started_at, direction, medium, conversation, _, _, place = head
    local = started_at.astimezone(ZoneInfo(zone))
    return Meeting(
        id=touchpoint,
        on=local.date(),
        direction=Direction(direction),
        medium=Medium(medium),
        conversation=conversation,
        theirs=theirs,
        ours=ours,
        position=local.hour * 60 + local.minute,
        place=(place or "") if but else "",
    )
