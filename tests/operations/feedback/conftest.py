"""Two members, an account with two people, and short ways to ask and to give."""

from dataclasses import dataclass
from typing import Any

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.kit.viewer import Viewer
from closeknit.promises.feedback import operations
from tests import imprint
from tests.conftest import NOW, Cast

FIT = (
    "In the stocktake on 12 May two of the five counts came back without the batch number, so the roast plan waited for a day. "
    "We could lend you our hand scanner for the next one. Would that be of use?"
)


@dataclass(frozen=True)
class Town:
    """An account of ben's, and whoever is there."""

    account: str
    saskia: str
    tom: str
    alice: Viewer
    ben: Viewer
    gita: Viewer

    def ask(self, *, at: Any = NOW, **said: Any) -> str:
        """Ask saskia by mail."""
        given = {"contact": self.saskia, "about": "the order form", "why": "We rebuild it.", "use": "Half of it goes."}
        return operations.ask_feedback(
            **(given | {"channel": "mail"} | said), viewer=said.pop("viewer", self.ben), at=at
        )

    def draft(self, *, at: Any = NOW, text: str = FIT, channel: str = "mail", contact: str = "") -> str:
        """Let ben draft feedback to saskia."""
        return operations.draft_feedback(
            contact=contact or self.saskia, about="the stocktake", text=text, channel=channel, viewer=self.ben, at=at
        )


@pytest.fixture
@imprint.kept(at=NOW)
def town(cast: Cast) -> Town:
    account = account_operations.add_account(name="Rijnmond", owner=cast.ben.id, viewer=cast.ben, at=NOW)
    people = [
        account_operations.add_contact(
            account=account, name=name, email=f"{name.split()[0].lower()}@rijnmond.example", viewer=cast.ben, at=NOW
        )
        for name in ("Saskia Haan", "Tom Bos")
    ]
    return Town(account, *people, cast.alice, cast.ben, cast.gita)
