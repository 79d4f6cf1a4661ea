"""A group of needs that nothing meets, what is spent on it elsewhere, and the case that was written on it."""

from datetime import datetime

from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from closeknit.needs import figures
from closeknit.needs import operations as need_operations
from closeknit.offerings.adjacent import operations
from closeknit.offerings.cases import operations as cases
from closeknit.offerings.cases import queries as case_queries
from tests.security.world import INSIDE, World


def furnish(world: World, at: datetime) -> None:
    """Put one of each into the world."""
    viewer = world.viewers["admin"]
    assert viewer is not None
    need = need_operations.state_need(
        statement=world.plant("an unmet need", INSIDE), verbatims=[world.ids["verbatim"]], viewer=viewer, at=at
    )
    figures.count_stale(viewer=viewer, at=at)
    group = operations.put_need(need=need, group="", viewer=viewer, at=at)
    operations.name_group(group=group, name=world.plant("a group of needs", INSIDE), viewer=viewer, at=at)
    world.ids["group"] = group
    world.ids["spend"] = operations.say_spend(
        group=group, account=world.ids["account"], yearly_minor=123_400, confidence="told",
        source=world.plant("where a figure comes from", frozenset(("member", "admin"))),
        spent_with=world.plant("whom they pay", frozenset(("member", "admin"))),
        said_on=clock.local_date(at, identity_queries.get_house().zone), viewer=viewer, at=at,
    )  # fmt: skip
    cases.write_case(
        group=group, title=world.plant("what a case is called", INSIDE), base=0, words=[world.ids["verbatim"]],
        parts={name: world.plant(f"the part {name} of a case", INSIDE) for name in ("why", "who", "questions")},
        viewer=viewer, at=at,
    )  # fmt: skip
    found = case_queries.find_case_of(group, viewer=viewer)
    assert found is not None
    world.ids["case"] = found.id
