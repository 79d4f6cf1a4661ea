"""Tables of the accounts room, a file for each noun."""

from closeknit.accounts.models.account import Account, AccountDomain, CoreTeam, Service, Standing
from closeknit.accounts.models.asking import Ask, AskLimitRow
from closeknit.accounts.models.importing import AccountImport, ImportTrace, RejectedRow
from closeknit.accounts.models.naming import Competitor, ProductName, Spelling
from closeknit.accounts.models.passkey import Passkey
from closeknit.accounts.models.person import Contact, Person, PersonAddress
from closeknit.accounts.models.picture import KeptPicture
from closeknit.accounts.models.sharing import (
    NamedCustomer,
    NoticeChoice,
    OffSwitch,
    SharedCalendar,
    TheirPurpose,
    Tiding,
)
from closeknit.accounts.models.space import Access, Look, Space, SpaceInvitation

__all__ = [
    "Access",
    "Account",
    "AccountDomain",
    "AccountImport",
    "Ask",
    "AskLimitRow",
    "Competitor",
    "Contact",
    "CoreTeam",
    "ImportTrace",
    "KeptPicture",
    "Look",
    "NamedCustomer",
    "NoticeChoice",
    "OffSwitch",
    "Passkey",
    "Person",
    "PersonAddress",
    "ProductName",
    "RejectedRow",
    "Service",
    "SharedCalendar",
    "Space",
    "SpaceInvitation",
    "Spelling",
    "Standing",
    "TheirPurpose",
    "Tiding",
]
