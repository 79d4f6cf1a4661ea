"""A house with two accounts, three of their people, and the act of giving an idea."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.ideas import operations
from tests import imprint
from tests.conftest import NOW, Cast


@dataclass(frozen=True)
class Town:
    """Lab is large and ben's; Farm is small and nobody's. Ana and Kim are at the lab, Piet at the farm, who has no address."""

    lab: str
    farm: str
    ana: str
    kim: str
    piet: str


Give = Callable[..., str]


@pytest.fixture
@imprint.kept(at=NOW)
def town(cast: Cast) -> Town:
    by = {"viewer": cast.ben, "at": NOW}
    lab = account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, worth_minor=9_000_000, **by)
    farm = account_operations.add_account(name="Ossen Farm", worth_minor=400_000, **by)
    return Town(
        lab=lab,
        farm=farm,
        ana=account_operations.add_contact(account=lab, name="Ana Lovric", email="ana@rijnmond.example", **by),
        kim=account_operations.add_contact(account=lab, name="Kim Bos", email="kim@rijnmond.example", **by),
        piet=account_operations.add_contact(account=farm, name="Piet Ossen", **by),
    )


@pytest.fixture
def give(cast: Cast) -> Give:
    def _give(title: str = "Show the readings on the phone", **more: object) -> str:
        return operations.give_idea(**{"title": title, "viewer": cast.ben, "at": NOW, **more})  # type: ignore[arg-type]

    return _give
