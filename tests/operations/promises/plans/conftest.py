"""An account with people, and a joint plan of it."""

from dataclasses import dataclass
from datetime import date

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.promises.plans import operations
from tests import imprint
from tests.conftest import NOW, Cast

TODAY = NOW.date()
BEGAN = date(2026, 1, 5)
ENDS = date(2027, 1, 4)


@dataclass(frozen=True)
class Table:
    """Who sits at it: the account, their two people, and the plan between them and us."""

    account: str
    saskia: str
    pieter: str
    plan: str


@pytest.fixture
@imprint.kept(at=NOW)
def table(cast: Cast) -> Table:
    account = account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    saskia, pieter = (
        account_operations.add_contact(account=account, name=name, viewer=cast.ben, at=NOW)
        for name in ("Saskia de Wit", "Pieter Bos")
    )
    plan = operations.make_plan(
        account=account,
        begins_on=BEGAN,
        ends_on=ENDS,
        ours="Results that nobody copies by hand.",
        theirs="Nights in which I can sleep.",
        theirs_by=saskia,
        viewer=cast.ben,
        at=NOW,
    )
    return Table(account, saskia, pieter, plan)
