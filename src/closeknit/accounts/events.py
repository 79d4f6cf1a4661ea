"""What is recorded about accounts and people: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event, Id


@dataclass(frozen=True, kw_only=True)
class AccountAdded(Event):
    kind: ClassVar[str] = "account.added"
    account_kind: Code


@dataclass(frozen=True, kw_only=True)
class AccountChanged(Event):
    kind: ClassVar[str] = "account.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class AccountHandedOver(Event):
    kind: ClassVar[str] = "account.handed_over"
    owner: Id


@dataclass(frozen=True, kw_only=True)
class StandingChanged(Event):
    kind: ClassVar[str] = "standing.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class ContactAdded(Event):
    kind: ClassVar[str] = "contact.added"
    person: Id


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    kind: ClassVar[str] = "contact.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class ContactLeft(Event):
    kind: ClassVar[str] = "contact.left"
    until_on: date
    successor: Id


@dataclass(frozen=True, kw_only=True)
class NamesChanged(Event):
    """The spellings of competitors or of our products changed: what was heard before can be heard anew."""

    kind: ClassVar[str] = "names.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class SpellingDecided(Event):
    """Somebody said who is meant by a spelling."""

    kind: ClassVar[str] = "spelling.decided"
    contact: Id


@dataclass(frozen=True, kw_only=True)
class AccountsImported(Event):
    """One chunk of a table is stored; what it made and filled has events of its own, account by account."""

    kind: ClassVar[str] = "accounts.imported"
    n_new: int
    n_same: int
    n_rejected: int


@dataclass(frozen=True, kw_only=True)
class AccountsImportBegun(Event):
    kind: ClassVar[str] = "accounts.import_begun"


@dataclass(frozen=True, kw_only=True)
class AccountsImportMapped(Event):
    kind: ClassVar[str] = "accounts.import_mapped"


@dataclass(frozen=True, kw_only=True)
class AccountsImportStarted(Event):
    kind: ClassVar[str] = "accounts.import_started"


@dataclass(frozen=True, kw_only=True)
class AccountsImportStopped(Event):
    kind: ClassVar[str] = "accounts.import_stopped"


@dataclass(frozen=True, kw_only=True)
class AccountsImportEnded(Event):
    kind: ClassVar[str] = "accounts.import_ended"
    state: Code


@dataclass(frozen=True, kw_only=True)
class AccountsImportUndone(Event):
    kind: ClassVar[str] = "accounts.import_undone"
    n_removed: int
    n_kept: int


@dataclass(frozen=True, kw_only=True)
class PersonAsked(Event):
    """Somebody's time was asked for; `is_despite` says that it was above the limit, for a reason that stands in the row."""

    kind: ClassVar[str] = "person.asked"
    contact: Id
    ask_kind: Code
    on: date
    is_despite: bool


@dataclass(frozen=True, kw_only=True)
class AskLimitChanged(Event):
    kind: ClassVar[str] = "ask_limit.changed"
    most: int
    days: int


@dataclass(frozen=True, kw_only=True)
class SpaceOpened(Event):
    """The shared site of an account was opened, or opened again."""

    kind: ClassVar[str] = "space.opened"


@dataclass(frozen=True, kw_only=True)
class SpaceChanged(Event):
    kind: ClassVar[str] = "space.changed"
    what: Code


@dataclass(frozen=True, kw_only=True)
class SpaceClosed(Event):
    kind: ClassVar[str] = "space.closed"


@dataclass(frozen=True, kw_only=True)
class SpaceInvited(Event):
    """Somebody was invited to the shared site of an account."""

    kind: ClassVar[str] = "space.invited"
    right: Code


@dataclass(frozen=True, kw_only=True)
class SpaceInvitationWithdrawn(Event):
    kind: ClassVar[str] = "space.invitation_withdrawn"


@dataclass(frozen=True, kw_only=True)
class SpaceEntered(Event):
    """Somebody accepted an invitation and can come in from now on."""

    kind: ClassVar[str] = "space.entered"
    person: Id
    right: Code


@dataclass(frozen=True, kw_only=True)
class GuestEntered(Event):
    """Somebody came in to the open portal who can give ideas and vote there from now on."""

    kind: ClassVar[str] = "guest.entered"


@dataclass(frozen=True, kw_only=True)
class AccessChanged(Event):
    kind: ClassVar[str] = "access.changed"
    right: Code


@dataclass(frozen=True, kw_only=True)
class AccessEnded(Event):
    kind: ClassVar[str] = "access.ended"


@dataclass(frozen=True, kw_only=True)
class LookMade(Event):
    """A member looks at the shared site as a contact sees it."""

    kind: ClassVar[str] = "look.made"
    contact: Id


@dataclass(frozen=True, kw_only=True)
class LookEnded(Event):
    kind: ClassVar[str] = "look.ended"
    contact: Id


@dataclass(frozen=True, kw_only=True)
class TheirPurposeWritten(Event):
    """The people of an account wrote what they are there for, in a further version."""

    kind: ClassVar[str] = "their_purpose.written"
    version: int


@dataclass(frozen=True, kw_only=True)
class CustomerNamed(Event):
    """They named a customer of theirs on the shared site."""

    kind: ClassVar[str] = "named_customer.named"


@dataclass(frozen=True, kw_only=True)
class CustomerDropped(Event):
    kind: ClassVar[str] = "named_customer.dropped"


@dataclass(frozen=True, kw_only=True)
class NoticesChosen(Event):
    """Somebody outside said how they hear of what happens for them."""

    kind: ClassVar[str] = "notices.chosen"
    pace: Code


@dataclass(frozen=True, kw_only=True)
class SharedCalendarOpened(Event):
    kind: ClassVar[str] = "shared_calendar.opened"


@dataclass(frozen=True, kw_only=True)
class SharedCalendarClosed(Event):
    kind: ClassVar[str] = "shared_calendar.closed"


@dataclass(frozen=True, kw_only=True)
class NoticesTold(Event):
    """A mail tells somebody outside what happened for them."""

    kind: ClassVar[str] = "notices.told"
    contact: Id
    n_told: int


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(Event):
    """Somebody outside can sign in with a device of theirs from now on."""

    kind: ClassVar[str] = "passkey.added"


@dataclass(frozen=True, kw_only=True)
class PasskeyUsed(Event):
    kind: ClassVar[str] = "passkey.used"


@dataclass(frozen=True, kw_only=True)
class PasskeyRenamed(Event):
    kind: ClassVar[str] = "passkey.renamed"


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(Event):
    """A device signs nobody in any more. `why`: *own* wish, or *access* that ended or opens nothing."""

    kind: ClassVar[str] = "passkey.removed"
    why: Code
