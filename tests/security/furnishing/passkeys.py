"""A passkey of everybody outside who comes in: each reads what they call their own."""

from datetime import datetime
from typing import TYPE_CHECKING

from closeknit.accounts.models import Passkey, Person
from tests.security.outside import PLACES

if TYPE_CHECKING:
    from tests.security.world import World


def furnish(world: "World", at: datetime) -> None:
    """Put the passkeys into the world; its first account stands for whoever has a place at both, or at none."""
    viewer = world.viewers["admin"]
    assert viewer is not None
    for role in PLACES if world.key == "a" else ():
        person = Person.objects.visible_to(viewer).get(pk=world.ids[f"person of {role}"])
        name = role.encode()
        Passkey.objects.add(
            Passkey(
                id=f"passkey_{role}", login=person.login, name=f"The telephone of {role}", handle=name, credential=name,
                key_data=name, n_signed=0, made_at=at,
            )
        )  # fmt: skip
        world.ids[f"passkey of {role}"] = f"passkey_{role}"
    world.ids["passkey"] = "passkey_reader" if world.key == "a" else "passkey_neighbour"
