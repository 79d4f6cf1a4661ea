"""Background work of the radar: accounts are counted anew when something is heard, corrected or decided there, and owners are told."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models

from closeknit.accounts.events import NamesChanged
from closeknit.circle.events import StageDecided
from closeknit.circle.models import RadarFigure
from closeknit.circle.radar import operations
from closeknit.circle.radar.sightings import CODES
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, tasks, undo
from closeknit.kit import viewer as viewers
from closeknit.kit.events import Event
from closeknit.kit.events import subscribe as subscribe_to
from closeknit.kit.tasks import timetable
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.events import ImportUndone, TouchpointRemoved
from closeknit.verbatims.events import SignalCorrected, SpeakersFollowed, VerbatimsHeard
from closeknit.verbatims.models import Signal

CHUNK = 100
# What is heard in a burst is told in one mail.
_TELL_AFTER_SECONDS = 600


@tasks.background()
def count_some(work: tasks.Work, *, accounts: list[str]) -> None:
    """Count these accounts anew."""
    viewer = viewers.house("counting the radar")
    for first in range(0, len(accounts), CHUNK):
        with work.chunk(done=first, total=len(accounts)):
            several = accounts[first : first + CHUNK]
            if operations.count_accounts(accounts=several, viewer=viewer, at=clock.now()):
                _tell_soon()


@tasks.background()
def count_heard(work: tasks.Work, *, first: int, last: int) -> None:
    """Count the accounts anew whose words lie between two places of the stream and speak of either certainty."""
    viewer = viewers.house("counting the radar")
    heard = Signal.objects.visible_to(viewer).filter(
        code__in=CODES, is_on=True, verbatim__position__gte=first, verbatim__position__lte=last
    )
    _count_in_chunks(work, heard.filter(verbatim__account__isnull=False).values_list("verbatim__account_id", flat=True))


@tasks.background()
def count_all(work: tasks.Work) -> None:
    """Count every account anew of which anything is known: what was said lately is so no more, and competitors' names may have changed."""
    viewer = viewers.house("counting the radar")
    if identity_queries.find_house() is None:
        return
    heard = Signal.objects.visible_to(viewer).filter(code__in=CODES, is_on=True, verbatim__account__isnull=False)
    known = set(heard.order_by().values_list("verbatim__account_id", flat=True).distinct())
    known |= set(RadarFigure.objects.visible_to(viewer).values_list("account_id", flat=True))
    _count_in_chunks(work, known)


@tasks.background()
def tell_owners(work: tasks.Work) -> None:
    """Tell owners what waits for them."""
    with work.chunk():
        operations.tell_owners(viewer=viewers.house("telling owners"), at=clock.now())


timetable.every(timedelta(hours=24), "radar", count_all)


def subscribe() -> None:
    """Hear of what changes what the radar shows."""
    subscribe_to(VerbatimsHeard, _count_heard)
    for of_account in (SignalCorrected, StageDecided, TouchpointRemoved):
        subscribe_to(of_account, _count_account)
    for of_many in (SpeakersFollowed, ImportUndone, NamesChanged):
        subscribe_to(of_many, _count_all)
    undo.after_undo(Signal, _count_restored)


def _count_in_chunks(work: tasks.Work, accounts: Iterable[str]) -> None:
    several = sorted(set(accounts))
    is_news = False
    for first in range(0, len(several), CHUNK):
        with work.chunk(done=first, total=len(several)):
            counted = several[first : first + CHUNK]
            viewer = viewers.house("counting the radar")
            is_news |= operations.count_accounts(accounts=counted, viewer=viewer, at=clock.now()) > 0
    if is_news:
        _tell_soon()


def _tell_soon() -> None:
    viewer = viewers.house("telling owners")
    tasks.enqueue(tell_owners, viewer=viewer, key="radar:tell", delay=_TELL_AFTER_SECONDS)


def _count_heard(event: VerbatimsHeard, viewer: Viewer, at: datetime) -> None:
    if event.n_heard:
        tasks.enqueue(count_heard, viewer=viewers.house("counting the radar"), first=event.first, last=event.last)


def _count_account(event: Event, viewer: Viewer, at: datetime) -> None:
    if event.account:
        tasks.enqueue(count_some, viewer=viewers.house("counting the radar"), accounts=[event.account])


def _count_all(event: Event, viewer: Viewer, at: datetime) -> None:
    tasks.enqueue(count_all, viewer=viewers.house("counting the radar"), key="radar:count", delay=5)


def _count_restored(rows: list[models.Model]) -> None:
    verbatims = [row.verbatim_id for row in rows if isinstance(row, Signal)]
    found = Signal.objects.visible_to(viewers.house("undo")).filter(verbatim__in=verbatims)
    accounts = sorted({one for one in found.values_list("verbatim__account_id", flat=True) if one})
    if accounts:
        tasks.enqueue(count_some, viewer=viewers.house("counting the radar"), accounts=accounts)
