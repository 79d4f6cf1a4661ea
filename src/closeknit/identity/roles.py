"""Which role has which capability: the one table. docs/roles.md is made from it."""

from enum import StrEnum

from closeknit.kit.capabilities import INSIDE, Capability


class Role(StrEnum):
    """What part a member has in the house."""

    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"


CAPABILITIES: dict[Role, frozenset[Capability]] = {
    # Whoever runs the house: everything.
    Role.ADMIN: INSIDE,
    # An account owner, a product person, a leader: everything but running the house.
    Role.MEMBER: INSIDE - {Capability.RUN_HOUSE},
    # Everyone else in the company: hears something, hands it in, and may read; not what an account is worth.
    Role.GUEST: frozenset({Capability.READ_HOUSE, Capability.HAND_IN}),
}
