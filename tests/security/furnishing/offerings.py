"""Purpose, an offering with a value, how well it meets the need, what we say of ourselves, and an answer that was told."""

from datetime import datetime

from closeknit.accounts import queries as account_queries
from closeknit.kit.viewer import Viewer
from closeknit.offerings import operations
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.fitting import operations as fitting
from closeknit.offerings.helping import operations as helping
from closeknit.offerings.purpose import operations as purpose
from closeknit.offerings.purpose import queries as purpose_queries
from closeknit.offerings.purpose import showing
from closeknit.offerings.relevance import operations as relevance
from tests.security.readers import EVERYBODY
from tests.security.world import INSIDE, World

# Whoever signs in outside reads the purpose that was shown.
_PARTNERS = INSIDE | EVERYBODY - {"anonymous", "outsider", "left"}


def furnish(world: World, at: datetime) -> None:
    """Put one of each into the world."""
    viewer = world.viewers["admin"]
    assert viewer is not None
    page = purpose_queries.find_purpose(viewer=viewer)
    is_shown = world.key == "a"
    line = world.plant("a line of the purpose", _PARTNERS if is_shown else INSIDE)
    number = purpose.write_purpose(
        ideal="pride", lines=[line], why=world.plant("why a purpose", INSIDE), base=page.current if page else 0,
        viewer=viewer, at=at,
    )  # fmt: skip
    if is_shown:
        showing.show_purpose(number=number, viewer=viewer, at=at)
    world.ids["offering"] = operations.add_offering(
        name=world.plant("an offering", INSIDE), text=world.plant("what an offering is", INSIDE),
        values=[world.plant("a value", INSIDE)], viewer=viewer, at=at,
    )  # fmt: skip
    row = offering_queries.get_offering(world.ids["offering"], viewer=viewer)
    world.ids["value"] = row.values[0].id
    fitting.judge_fit(
        offering=row.id, need=world.ids["need"], account=world.ids["account"], level="partly", base=0,
        why=world.plant("why a need is met so", INSIDE), verbatims=[world.ids["verbatim"]], viewer=viewer, at=at,
    )  # fmt: skip
    _relevance(world, viewer, at)
    world.ids["help_id"] = helping.answer_help(
        account=world.ids["account"], need=world.ids["need"], answer="partner", base=0,
        why=world.plant("why we can help", INSIDE), takes=world.plant("what help would take", INSIDE),
        partner=world.plant("a partner for help", INSIDE), viewer=viewer, at=at,
    )  # fmt: skip
    helping.tell_help(help_id=world.ids["help_id"], contact=world.ids["contact"], by_mail=False, viewer=viewer, at=at)


def _relevance(world: World, viewer: Viewer, at: datetime) -> None:
    names = account_queries.list_competitors(viewer=viewer)
    name = next(iter(names))
    relevance.read_comparison(
        verbatim=world.ids["verbatim"], competitor=name, reads="worse", value=world.ids["value"], viewer=viewer, at=at
    )
    world.ids["advantage"] = relevance.claim_advantage(
        value=world.ids["value"], competitor=name, text=world.plant("what we say of ourselves", INSIDE), viewer=viewer,
        at=at,
    )  # fmt: skip
