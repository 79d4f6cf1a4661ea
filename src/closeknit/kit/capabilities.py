"""What somebody may do: one enum. Which role has which stands in `identity.roles`, and docs/roles.md is made from both.

What people outside may do (`OUTSIDE`) stands apart: no role of ours has any of it, and nobody outside has anything else.
"""

from enum import StrEnum


class Capability(StrEnum):
    """One thing that a viewer may be allowed to do."""

    READ_HOUSE = "read_house"
    HAND_IN = "hand_in"
    BRING_IN = "bring_in"
    KEEP_ACCOUNTS = "keep_accounts"
    CURATE_NEEDS = "curate_needs"
    DRAW_CIRCLE = "draw_circle"
    SHAPE_OFFERINGS = "shape_offerings"
    ANSWER_IDEAS = "answer_ideas"
    MAKE_PROMISES = "make_promises"
    SEE_WORTH = "see_worth"
    RUN_HOUSE = "run_house"
    READ_SHARED = "read_shared"
    TAKE_PART = "take_part"
    MANAGE_SIDE = "manage_side"


OUTSIDE = frozenset({Capability.READ_SHARED, Capability.TAKE_PART, Capability.MANAGE_SIDE})
INSIDE = frozenset(Capability) - OUTSIDE
