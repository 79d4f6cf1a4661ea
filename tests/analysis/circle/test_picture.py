import dataclasses
import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.analysis import kinds
from closeknit.analysis.circle import picture
from closeknit.analysis.kinds import LatenessState, Stage

NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "P"]), min_size=1, max_size=40)
SHARES = st.one_of(st.none(), st.floats(0, 1))


@st.composite
def circles(draw, at_least=0, at_most=40):
    n = draw(st.integers(at_least, at_most))
    return [
        picture.CircleRow(
            id=f"acc_{place:03}",
            name=draw(NAMES),
            stage=draw(st.sampled_from(Stage)),
            closeness=draw(SHARES),
            worth=draw(st.one_of(st.none(), st.floats(0, 1e9))),
            state=draw(st.sampled_from(LatenessState)),
            aim=draw(st.one_of(st.none(), st.sampled_from(Stage))),
            sector=draw(st.sampled_from([None, "Food", "Water & environment", "Universities"])),
            n_people=draw(st.integers(0, 12)),
        )
        for place in range(n)
    ]


def house(n, seed=1):
    dice = random.Random(seed)
    words = ["Rijnmond", "Nordhavn", "Waterlab", "Pharma", "Severn", "Institute", "Bio", "Coatings", "Uppmark", "Labs"]
    return [
        picture.CircleRow(
            id=f"acc_{place:04}",
            name=f"{dice.choice(words)} {dice.choice(words)}",
            stage=dice.choices(kinds.STAGES_INSIDE_OUT, [5, 9, 11, 14, 8])[0],
            closeness=dice.betavariate(2, 2),
            worth=dice.lognormvariate(4, 1.2),
            state=dice.choice(list(LatenessState)),
            sector=dice.choice(["Food", "Water", "Pharma", "Clinics", "Energy"]),
            n_people=dice.randint(0, 8),
        )
        for place in range(n)
    ]


def remember(rows, last):
    places = {node.id: node for node in last.nodes}
    return [
        dataclasses.replace(row, previous_angle=places[row.id].angle, previous_side=places[row.id].side)
        if row.id in places
        else row
        for row in rows
    ]


def overlapping_names(plan):
    boxes = [node.label.box for node in plan.nodes if node.label]
    return [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])
    ]


def gap(box, x, y):
    across = max(box[0] - x, x - box[2], 0)
    return math.hypot(across, max(box[1] - y, y - box[3], 0))


@settings(max_examples=25, deadline=None)
@given(circles(at_least=40))
def test_no_name_lies_on_another_for_forty_random_accounts(rows):
    assert overlapping_names(picture.plan_picture(rows)) == []


@settings(max_examples=25, deadline=None)
@given(circles())
def test_no_name_lies_on_a_mark_or_leaves_the_picture(rows):
    plan = picture.plan_picture(rows)
    for one, other in itertools.product(plan.nodes, plan.nodes):
        if one.label:
            assert gap(one.label.box, other.x, other.y) >= other.r - 0.2
            assert min(one.label.box) >= 0
            assert max(one.label.box) <= picture.SIZE


@settings(max_examples=15, deadline=None)
@given(circles(at_most=30).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_picture_does_not_depend_on_the_order_of_the_rows(pair):
    rows, shuffled = pair
    assert picture.plan_picture(rows) == picture.plan_picture(shuffled)


@settings(max_examples=25, deadline=None)
@given(circles())
def test_every_account_that_was_not_let_go_is_drawn_within_its_ring(rows):
    plan = picture.plan_picture(rows)
    borders = {ring.stage: ring for ring in plan.rings}
    assert {node.id for node in plan.nodes} == {row.id for row in rows if row.stage is not Stage.LET_GO}
    for node in plan.nodes:
        assert borders[node.stage].inner < node.distance < borders[node.stage].outer
        assert math.hypot(node.x - picture.CENTRE, node.y - picture.CENTRE) == pytest.approx(node.distance, abs=0.2)
        assert node.placed == (next(row for row in rows if row.id == node.id).closeness is not None)


@pytest.mark.parametrize("n", [20, 40, 60])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_up_to_sixty_accounts_have_all_their_names_and_no_mark_on_another(n, seed):
    plan = picture.plan_picture(house(n, seed))
    assert plan.n_unnamed == 0
    for one, other in itertools.combinations(plan.nodes, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > one.r + other.r


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_circle_the_next_day_stands_where_it_stood(seed):
    rows = house(40, seed)
    first = picture.plan_picture(rows)
    assert picture.plan_picture(remember(rows, first)) == first


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_more_account_leaves_nearly_all_others_where_they_were(seed):
    rows = house(40, seed)
    first = picture.plan_picture(rows)
    newcomer = dataclasses.replace(rows[0], id="acc_new", name="Newcomer Foods")
    second = picture.plan_picture([*remember(rows, first), newcomer])
    places = {node.id: node for node in first.nodes}
    ways = [math.dist((n.x, n.y), (places[n.id].x, places[n.id].y)) for n in second.nodes if n.id in places]
    assert len(second.nodes) == 41
    assert sum(way > 20 for way in ways) <= 3


def test_a_settled_picture_moves_only_who_moved_and_lays_no_name_on_another():
    rows = house(150)
    before = picture.plan_picture(rows)
    again = remember(rows, before)
    moved = [dataclasses.replace(row, closeness=0.5) if place % 30 == 0 else row for place, row in enumerate(again)]
    stood = {node.id: (node.x, node.y) for node in before.nodes}
    after = picture.plan_picture(moved, settled=True)
    assert overlapping_names(after) == []
    assert {node.id for node in after.nodes if (node.x, node.y) != stood[node.id]} <= {row.id for row in rows[::30]}


def test_the_nearer_the_account_the_nearer_it_is_drawn():
    rows = [picture.CircleRow(f"a{n}", f"A{n}", Stage.PARTNER, closeness=n / 10) for n in range(11)]
    distances = {node.id: node.distance for node in picture.plan_picture(rows).nodes}
    ordered = [distances[f"a{n}"] for n in range(11)]
    assert ordered == sorted(ordered, reverse=True)


def test_an_account_of_unknown_closeness_stands_mid_ring_and_says_so():
    unknown, half = (picture.CircleRow(name, name, Stage.ENGAGED, value) for name, value in (("a", None), ("b", 0.5)))
    nodes = {node.id: node for node in picture.plan_picture([unknown, half]).nodes}
    assert nodes["a"].distance == nodes["b"].distance
    assert (nodes["a"].placed, nodes["b"].placed) == (False, True)


def test_area_follows_worth_over_a_floor():
    rows = [picture.CircleRow(str(worth), "A", Stage.ENGAGED, worth=worth) for worth in (0, 25, 100)]
    radii = {node.id: node.r for node in picture.plan_picture(rows).nodes}
    assert radii["0"] == 4.0
    assert (radii["100"] - 4) == pytest.approx(2 * (radii["25"] - 4), abs=0.2)


def test_without_worth_all_accounts_are_drawn_alike():
    rows = [picture.CircleRow(f"a{n}", "A", stage) for n, stage in enumerate(kinds.STAGES_INSIDE_OUT)]
    assert len({node.r for node in picture.plan_picture(rows).nodes}) == 1


def test_nodes_come_inside_out_and_nearest_first():
    plan = picture.plan_picture(house(30))
    keys = [(-node.stage.nearness, node.distance) for node in plan.nodes]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("stage", "aim", "inward"),
    [("engaged", "ally", True), ("ally", "engaged", False), ("outside", "let_go", False), ("outside", "ally", True)],
)
def test_the_arrow_points_toward_the_aim(stage, aim, inward):
    row = picture.CircleRow("a", "A", Stage(stage), 0.5, aim=Stage(aim))
    (node,) = picture.plan_picture([row]).nodes
    assert node.arrow is not None
    assert node.arrow.inward is inward
    start, end = (tuple(map(float, xy.split())) for xy in node.arrow.line[1:].split("L"))
    centre = (picture.CENTRE, picture.CENTRE)
    assert (math.dist(end, centre) < math.dist(start, centre)) is inward


@pytest.mark.parametrize("aim", [None, Stage.PARTNER])
def test_who_stands_where_it_should_has_no_arrow(aim):
    (node,) = picture.plan_picture([picture.CircleRow("a", "A", Stage.PARTNER, aim=aim)]).nodes
    assert node.arrow is None


def test_a_thread_is_one_person_and_those_out_of_touch_are_silent():
    row = picture.CircleRow("a", "A", Stage.PARTNER, n_people=5, n_in_touch=2)
    (node,) = picture.plan_picture([row]).nodes
    assert [thread.silent for thread in node.threads] == [False, False, True, True, True]


def test_accounts_beyond_the_most_share_a_mark_that_says_how_many():
    rows = house(900)
    plan = picture.plan_picture(rows, most=300)
    assert len(plan.nodes) <= 300
    for ring in plan.rings:
        left = sum(other.n_accounts for other in plan.others if other.stage is ring.stage)
        assert ring.n_accounts == ring.n_drawn + left == sum(row.stage is ring.stage for row in rows)


def test_the_nearest_the_largest_and_the_latest_are_drawn_themselves():
    crowd = [picture.CircleRow(f"c{n}", "Crowd", Stage.ACQUAINTED, 0.5, 1.0) for n in range(50)]
    telling = [
        picture.CircleRow("nearest", "N", Stage.ALLY, 1.0, 1.0),
        picture.CircleRow("largest", "L", Stage.OUTSIDE, 0.0, 9.0),
        picture.CircleRow("latest", "T", Stage.OUTSIDE, 0.0, 0.5, LatenessState.NEGLECTED),
    ]
    plan = picture.plan_picture([*crowd, *telling], most=3)
    assert {node.id for node in plan.nodes} == {"nearest", "largest", "latest"}


def test_three_hundred_accounts_have_no_name_on_another():
    plan = picture.plan_picture(house(300))
    assert overlapping_names(plan) == []
    assert plan.n_unnamed < 220


def test_the_smallest_of_many_sectors_share_one():
    rows = [picture.CircleRow(f"a{n}", "A", Stage.ENGAGED, sector=f"Sector {n % 11}") for n in range(33)]
    plan = picture.plan_picture(rows)
    assert len(plan.sectors) == 8
    assert "Others" in {sector.name for sector in plan.sectors}


@settings(max_examples=20, deadline=None)
@given(circles(at_least=2))
def test_sectors_go_once_round_and_hold_their_accounts(rows):
    plan = picture.plan_picture(rows)
    spans = {sector.name: (sector.start, sector.end) for sector in plan.sectors}
    if spans:
        assert sum(end - start for start, end in spans.values()) == pytest.approx(2 * math.pi)
        sector_of = {row.id: row.sector or "" for row in rows}
        for node in plan.nodes:
            start, end = spans[sector_of[node.id]]
            assert start <= node.angle <= end


def test_a_ghost_keeps_the_direction_and_changes_the_ring():
    (node,) = picture.plan_picture([picture.CircleRow("a", "A", Stage.ENGAGED, 0.5)]).nodes
    x, y = picture.show_ghost(node, Stage.ALLY, 0.5)
    assert math.hypot(x - 500, y - 500) < 150
    assert math.atan2(x - 500, 500 - y) % (2 * math.pi) == pytest.approx(node.angle)


def test_an_empty_circle_is_five_empty_rings():
    plan = picture.plan_picture([])
    assert [ring.n_accounts for ring in plan.rings] == [0] * 5
    assert plan.nodes == plan.sectors == plan.others == ()


@pytest.mark.parametrize("closeness", [-0.1, 1.1, math.nan])
def test_a_closeness_outside_its_range_is_refused(closeness):
    with pytest.raises(ValueError, match="between 0 and 1"):
        picture.plan_picture([picture.CircleRow("a", "A", Stage.ALLY, closeness)])


def test_an_account_that_comes_twice_is_refused():
    row = picture.CircleRow("a", "A", Stage.ALLY)
    with pytest.raises(ValueError, match="only once"):
        picture.plan_picture([row, row])
