"""The people outside: who stands where, seen from the wall. Each has a login, whatever it opens.

`reader` and `manager` are contacts of the first account, `neighbour` of the second, `both` has a place at each; `gone` had one at the
first, `giver` has none anywhere, `supplier` delivers to us.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts.models import Access, Person
from closeknit.accounts.spaces import operations as space_operations
from closeknit.kit import ids
from closeknit.kit.viewer import Viewer

if TYPE_CHECKING:
    from tests.security.world import World

ROLES = ("reader", "manager", "neighbour", "both", "gone", "giver", "supplier")
# Which accounts each of them has a place at, by the key of the world.
PLACES: dict[str, frozenset[str]] = {
    "reader": frozenset("a"),
    "manager": frozenset("a"),
    "neighbour": frozenset("b"),
    "both": frozenset("ab"),
    "gone": frozenset(),
    "giver": frozenset(),
    "supplier": frozenset("s"),
}

# What each of them may do there.
RIGHTS = {
    "reader": "read",
    "manager": "manage",
    "neighbour": "take_part",
    "both": "take_part",
    "gone": "take_part",
    "supplier": "take_part",
}


def settle(world: "World", beside: "World", at: datetime) -> None:
    """Give everybody outside a place and a login."""
    viewer = world.viewers["admin"]
    assert viewer is not None
    account, other = world.ids["account"], beside.ids["account"]
    for role, where, email in (
        ("reader", account, world.email("reader")),
        ("manager", account, world.email("manager")),
        ("both", account, world.email("both")),
        ("gone", account, world.email("gone")),
        ("neighbour", other, beside.email("neighbour")),
    ):
        _place(world, role, where, email, viewer, at)
    beside.ids["contact of both"] = account_operations.add_place(
        person=world.ids["person of both"], account=other, viewer=viewer, at=at
    )
    account_operations.end_contact(
        contact=world.ids["contact of gone"], until_on=at.date() - timedelta(1), successor=None, viewer=viewer, at=at
    )
    supplier = account_operations.add_account(
        name=world.plant("a supplier's name", frozenset(("guest", "member", "admin"))), kind="supplier",
        domain="ketels.example", viewer=viewer, at=at,
    )  # fmt: skip
    world.ids["supplier"] = supplier
    _place(world, "supplier", supplier, "supplier@ketels.example", viewer, at)
    giver = Person(id=ids.new("person"), name="Giver", first_word="giver", created_at=at)
    world.ids["person of giver"] = Person.objects.add(giver).pk
    _sign_in(world, "giver", "giver@anywhere.example", at)
    _open_spaces(world, beside, viewer, at)


def _open_spaces(world: "World", beside: "World", viewer: Viewer, at: datetime) -> None:
    """Open the shared site of each account, and give everybody there their right; whoever is gone had one too."""
    for one in (world, beside):
        welcome = one.plant("how a shared site begins", frozenset(("guest", "member", "admin")))
        space_operations.open_space(account=one.ids["account"], welcome=welcome, viewer=viewer, at=at)
    space_operations.open_space(account=world.ids["supplier"], viewer=viewer, at=at)
    rights = [(world.ids[f"contact of {role}"], right) for role, right in RIGHTS.items()]
    for contact, right in (*rights, (beside.ids["contact of both"], RIGHTS["both"])):
        Access.objects.add(Access(contact_id=contact, right=right, given_at=at))


def _place(world: "World", role: str, account: str, email: str, viewer: Viewer, at: datetime) -> None:
    contact = account_operations.introduce(
        account=account, name=role.title(), emails=[email], title="", role="", note="", viewer=viewer, at=at
    )
    world.ids[f"contact of {role}"] = contact
    world.ids[f"person of {role}"] = account_queries.get_contact(contact, viewer=viewer).person_id
    _sign_in(world, role, email, at)


def _sign_in(world: "World", role: str, email: str, at: datetime) -> None:
    """Give a person a login and keep its session."""
    from tests.security.world import sign_in

    login = get_user_model()(email=email, made_at=at)
    login.set_unusable_password()
    login.save()
    Person.objects.visible_to(_admin(world)).filter(pk=world.ids[f"person of {role}"]).update(login=login)
    world.readers[email] = role
    world.viewers[role] = None
    sign_in(world, role, email)


def _admin(world: "World") -> Viewer:
    viewer = world.viewers["admin"]
    assert viewer is not None
    return viewer
