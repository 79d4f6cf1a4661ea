"""Two accounts with their people: Harrow Fell with Ana and Derek, Luddon with Ana Brook and Kim."""

from dataclasses import dataclass

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.kit.viewer import Viewer
from tests import imprint
from tests.conftest import NOW, Cast


@dataclass(frozen=True)
class Town:
    """Who is known in the tests of this room: ids of accounts and contacts."""

    alice: Viewer
    ben: Viewer
    gita: Viewer
    harrow: str
    luddon: str
    ana: str
    derek: str
    ana_brook: str
    kim: str


@pytest.fixture
@imprint.kept(at=NOW)
def town(cast: Cast) -> Town:
    harrow = _account("Harrow Fell", "harrow.example", cast.ben)
    luddon = _account("Luddon Bakery", "luddon.example", cast.ben)
    return Town(
        cast.alice,
        cast.ben,
        cast.gita,
        harrow,
        luddon,
        ana=_contact(harrow, "Ana Costa", "ana@harrow.example", cast.ben),
        derek=_contact(harrow, "Derek Lumb", "derek@harrow.example", cast.ben),
        ana_brook=_contact(luddon, "Ana Brook", "ana.brook@luddon.example", cast.ben),
        kim=_contact(luddon, "Kim Ray", "", cast.ben),
    )


def _account(name: str, domain: str, viewer: Viewer) -> str:
    return account_operations.add_account(name=name, domain=domain, viewer=viewer, at=NOW)


def _contact(account: str, name: str, email: str, viewer: Viewer) -> str:
    return account_operations.add_contact(account=account, name=name, email=email, viewer=viewer, at=NOW)
