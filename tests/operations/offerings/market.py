"""A small market, without hearing: three customers and a supplier who voice needs, each with a vector of its own making."""

from dataclasses import dataclass, field

import numpy as np

from closeknit.accounts import operations as account_operations
from closeknit.kit import ids
from closeknit.kit import viewer as viewers
from closeknit.needs.models import Evidence, Figures, Need
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.models import Vector, Verbatim
from tests.conftest import NOW, Cast


@dataclass
class Market:
    """Who is there: accounts and their one speaker by a short name, needs by their statement."""

    cast: Cast
    accounts: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)

    def settle(self, name: str, *, kind: str = "customer", worth_minor: int | None = None, email: str = "") -> None:
        """Add an account with one person."""
        ben = self.cast.ben
        self.accounts[name] = account_operations.add_account(
            name=f"{name} Ltd", kind=kind, worth_minor=worth_minor, viewer=ben, at=NOW
        )
        self.speakers[name] = account_operations.add_contact(
            account=self.accounts[name], name=f"Pat {name}", title="owner", email=email, viewer=ben, at=NOW
        )

    def say(self, who: str, text: str, *, wording: str = "exact") -> str:
        """Let somebody say a sentence and return its verbatim."""
        touchpoint_operations.record_touchpoint(
            medium="call",
            started_at=NOW,
            lines=[Line(text, 0)],
            speakers=[Speaker(contact=self.speakers[who])],
            wording=wording,
            viewer=self.cast.ben,
            at=NOW,
        )
        while verbatim_operations.cut_next(viewer=viewers.house("test"), at=NOW):
            pass
        return Verbatim.objects.visible_to(self.cast.ben).order_by("-position").values_list("pk", flat=True)[0]

    def voice(self, statement: str, degrees: float, *who: str) -> str:
        """Let these accounts voice a need whose words point `degrees` from the first axis, and return it."""
        need = Need.objects.add(Need(id=ids.new("need"), statement=statement, born_at=NOW, stream_name=""))
        for name in who:
            verbatim = self.say(name, f"{name} says: {statement}.")
            Vector.objects.add(Vector(verbatim_id=verbatim, number=_number(), tag="test", data=_vector(degrees)))
            Evidence.objects.add(
                Evidence(verbatim_id=verbatim, need=need, account_id=self.accounts[name], said_at=NOW, strength=0.9)
            )
        Figures.objects.add(Figures(need=need, n_accounts=len(who), n_sentences=len(who), is_stale=False))
        self.needs[statement] = need.pk
        return need.pk


def build(cast: Cast) -> Market:
    """Return a market of three customers, worth 100, nothing known, and 300 euros a year, and a supplier."""
    market = Market(cast)
    market.settle("Ash", worth_minor=10_000, email="pat@ash.example")
    market.settle("Birch")
    market.settle("Cedar", worth_minor=30_000)
    market.settle("Steel", kind="supplier", email="pat@steel.example")
    return market


def _number() -> int:
    newest = Vector.objects.unscoped(reason="test").order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def _vector(degrees: float) -> bytes:
    vector = np.zeros(384, dtype="<f2")
    vector[0], vector[1] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return vector.tobytes()
