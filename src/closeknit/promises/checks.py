"""May this happen now, to a promise?"""

from datetime import date
from urllib.parse import urlsplit

from closeknit.accounts.models import Account, Contact
from closeknit.analysis import lifecycles
from closeknit.analysis.kinds import Settlement
from closeknit.ideas.models import Idea
from closeknit.identity.models import Member
from closeknit.kit import typed
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.promises.models import Promise
from closeknit.verbatims.models import Verbatim


class NotTheirs(Refused):
    """The person is not at that account."""


class SettledAlready(Refused):
    """The promise has ended, and cannot end or move so."""


class NotSettled(Refused):
    """The promise is still open."""


class BadDay(Refused):
    """A day that lies on the wrong side of another."""


class BadLink(Refused):
    """An address that no browser should follow."""


class NotAtRisk(Refused):
    """Nobody fears for the promise."""


def get_promise(promise: str, *, viewer: Viewer) -> Promise:
    """Return the promise that `viewer` may see, or raise NotFound."""
    row = Promise.objects.visible_to(viewer).filter(pk=promise).first()
    if row is None:
        raise NotFound("There is no promise by that name.")
    return row


def check_links(
    account: Account,
    *,
    contact: str | None,
    keeper: str | None,
    verbatim: str | None,
    need: str | None,
    viewer: Viewer,
    idea: str | None = None,
) -> None:
    """Raise NotTheirs or NotFound where a promise names somebody or something that is not there."""
    if contact and not Contact.objects.visible_to(viewer).filter(pk=contact, account=account).exists():
        raise NotTheirs("That person is not at this account. Choose somebody who is, or nobody.")
    if keeper and not Member.objects.visible_to(viewer).filter(pk=keeper, left_at__isnull=True).exists():
        raise NotFound("There is no member by that name.")
    if verbatim and not Verbatim.objects.visible_to(viewer).filter(pk=verbatim).exists():
        raise NotFound("There are no words here by that name.")
    if need and not Need.objects.visible_to(viewer).filter(pk=need).exists():
        raise NotFound("There is no need by that name.")
    if idea and not Idea.objects.visible_to(viewer).filter(pk=idea).exists():
        raise NotFound("There is no idea by that name.")


def check_days(*, made_on: date, due_on: date | None, today: date) -> None:
    """Raise BadDay where a promise is made on a day to come, or due before it was made."""
    if made_on > today:
        raise BadDay("A promise is made today or earlier. Choose another day.")
    if due_on is not None and due_on < made_on:
        raise BadDay("It would be due before it was promised. Choose a later day.")


def check_understood(due_on: date | None, how_due: str) -> None:
    """Raise BadDay where the line of a promise names a day that has passed: it must not become a promise without a day."""
    if due_on is None and how_due.endswith("has passed"):
        raise BadDay(f"{how_due}. A promise is for a day to come; write another one. Nothing was written down.")


def check_link(link: str) -> str:
    """Return the address as it is kept, or raise BadLink where it is none of the web."""
    said = link.strip()
    if not said:
        return ""
    parts = urlsplit(said)
    if parts.scheme not in ("http", "https") or not parts.netloc or len(said) > 500 or any(map(str.isspace, said)):
        raise BadLink(
            "A link begins with https:// and has no blanks in it. Nothing was kept; put it right or leave it out."
        )
    return said


def check_open(promise: Promise) -> None:
    """Raise SettledAlready where the promise has ended."""
    if promise.settlement:
        raise SettledAlready("This promise has ended. Open it again first; nothing was changed.")


def check_can_settle(promise: Promise, settlement: str, settled_on: date, *, proof: str, today: date) -> None:
    """Raise SettledAlready, BadDay or NothingSaid where the promise cannot end so."""
    now = promise.settlement or lifecycles.PromiseStep.OPEN
    if not can_settle(promise.settlement, settlement):
        raise SettledAlready(f"This promise is {now} already. Open it again first; nothing was changed.")
    if settled_on > today:
        raise BadDay("It cannot have ended on a day that is still to come.")
    if settled_on < promise.made_on:
        raise BadDay("It cannot have ended before it was made.")
    if settlement == Settlement.WITHDRAWN:
        typed.check_said(proof, "Say why it is withdrawn. They will ask too.")


def can_settle(before: str, settlement: str) -> bool:
    """Return whether a promise that stands at `before` (empty: open) can end as `settlement`."""
    return lifecycles.can_move(lifecycles.PROMISE, before or lifecycles.PromiseStep.OPEN, Settlement(settlement))
