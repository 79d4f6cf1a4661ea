"""May this happen now, to telling and to what they say?"""

from datetime import date

from closeknit.accounts.models import Contact
from closeknit.analysis.kinds import PromiseDirection
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.promises.checks import BadDay, NotSettled
from closeknit.promises.models import Confirmation, Promise, SettlementRow, Told


class NotToTell(Refused):
    """They need not, or cannot, be told of this."""


class ToldAlready(Refused):
    """They were told of this already."""


class NotTold(Refused):
    """Who was not told cannot have answered."""


class NoAddress(Refused):
    """Nobody knows where to write to them."""


class SaidAlready(Refused):
    """They have said that already, or somebody has read it already."""


def get_settlement(promise: Promise, *, viewer: Viewer) -> SettlementRow:
    """Return how a promise of ours ended, as it stands; or raise NotSettled or NotToTell."""
    if promise.direction != PromiseDirection.OURS:
        raise NotToTell("This was their promise to us: they know how it ended. Nothing was sent.")
    row = SettlementRow.objects.visible_to(viewer).filter(promise=promise, over_at__isnull=True).first()
    if row is None:
        raise NotSettled("This promise is still open: there is nothing to tell yet. Say first how it ended.")
    return row


def check_not_told(settlement: SettlementRow, contact: Contact, *, viewer: Viewer) -> None:
    """Raise ToldAlready where the person was told of this settlement."""
    told = Told.objects.visible_to(viewer).filter(settlement=settlement, contact=contact).first()
    if told is not None:
        raise ToldAlready(
            f"{contact.person.name} was told of this on {say_day(told.told_on)}. Nothing was sent or kept."
        )


def check_told_on(told_on: date, settlement: SettlementRow, *, today: date) -> None:
    """Raise BadDay where they would have been told before it ended, or on a day to come."""
    if told_on > today:
        raise BadDay("That day is still to come. Say it when they have been told.")
    if told_on < settlement.settled_on:
        raise BadDay(f"It ended on {say_day(settlement.settled_on)}; nobody can have been told before.")


def get_told(promise: Promise, contact: Contact, *, viewer: Viewer) -> Told:
    """Return that the person was told how the promise ended, as it stands; or raise NotTold."""
    told = Told.objects.visible_to(viewer).select_related("settlement", "contact__person")
    row = told.filter(promise=promise, settlement__over_at__isnull=True, contact=contact).first()
    if row is None:
        raise NotTold(
            f"{contact.person.name} was not told how this ended, so nobody can have asked them whether it settles it. "
            "Tell them first; nothing was kept."
        )
    return row


def check_said_on(said_on: date, told: Told, *, today: date) -> None:
    """Raise BadDay where they would have answered before they were told, or on a day to come."""
    if said_on > today:
        raise BadDay("That day is still to come. Keep their answer when they have given it.")
    if said_on < told.told_on:
        raise BadDay(f"They were told on {say_day(told.told_on)}; they cannot have answered before.")


def check_new_word(told: Told, word: str, *, viewer: Viewer) -> None:
    """Raise SaidAlready where that is what they said last."""
    words = Confirmation.objects.visible_to(viewer).filter(told=told).exclude(answer="")
    last = words.order_by("-said_at", "-pk").values_list("answer", flat=True).first()
    if last == word:
        raise SaidAlready(f"{told.contact.person.name} has said {word} to this already. Nothing was changed.")


def say_day(day: date) -> str:
    """Return a day as a refusal says it."""
    return f"{day.day} {day:%B %Y}"
