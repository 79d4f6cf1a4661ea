"""A blind check of needs."""

from datetime import datetime

from closeknit.needs.models import NeedCheck, NeedDrawn
from tests.security.world import World


def furnish(world: World, at: datetime) -> None:
    """Add a check with one sentence."""
    check = NeedCheck.objects.add(NeedCheck(id=f"check_2{world.key}", seed=1, drawn_at=at))
    drawn = NeedDrawn(of_check=check, place=1, verbatim_id=world.ids["verbatim"], chance=0.5)
    drawn.choices, drawn.placed = [world.ids["need"]], []
    world.ids |= {"need_check": check.pk, "need_drawn": str(NeedDrawn.objects.add(drawn).pk)}
