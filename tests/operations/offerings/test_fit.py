"""The life-support map: what is said in a cell, for whom, by which words, since when; and the gaps."""

from datetime import date, timedelta

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import ChangedMeanwhile, NotFound
from closeknit.needs import operations as needs
from closeknit.offerings.fitting import cells, checks, operations, queries
from closeknit.offerings.fitting.queries import Cell, Group, NeedLine
from closeknit.offerings.models import FitChange
from tests.conftest import NOW
from tests.operations.circle.telling import NIGHT, PLAN
from tests.operations.offerings.conftest import EITHER, Shop

ALL = Group()


def _judge(shop: Shop, level: str, base: int = 0, **more: object) -> int:
    given = {"offering": shop.probe, "need": shop.night, "viewer": shop.ben, "at": NOW} | more
    return operations.judge_fit(level=level, base=base, **given)


def _line(shop: Shop, group: Group = ALL, **more: object) -> NeedLine:
    found = queries.get_map(group, viewer=shop.ben, at=NOW, zone="Europe/London", **more)
    return next(line for line in found.lines if line.need_id == shop.night)


def _cell(shop: Shop, group: Group = ALL, **more: object) -> Cell:
    return _line(shop, group, **more).cells[0]


def test_nobody_has_said_until_somebody_does(shop: Shop):
    assert (_cell(shop).level, _cell(shop).basis, _cell(shop).revision) == (None, "nobody", 0)
    _judge(shop, "partly", why="It rings, and they still drive in", verbatims=[shop.words[NIGHT]])
    cell = _cell(shop)
    assert (cell.level, cell.why, cell.n_words, cell.before) == ("partly", "It rings, and they still drive in", 1, "")


def test_what_is_said_of_one_account_goes_before_what_is_said_overall(shop: Shop):
    _judge(shop, "well")
    here = Group(account=shop.lab.id)
    assert (_cell(shop, here).level, _cell(shop, here).basis, _cell(shop, here).revision) == ("well", "overall", 0)
    _judge(shop, "not", account=shop.lab.id)
    assert (_cell(shop, here).level, _cell(shop, here).basis) == ("not", "own")
    assert (_cell(shop).level, _cell(shop).tally) == ("well", (1, 0, 0))
    assert _cell(shop, Group(stage="engaged")).tally == (1, 0, 0)
    ally = queries.get_map(Group(stage="ally"), viewer=shop.ben, at=NOW, zone="UTC")
    assert [line.need_id for line in ally.lines] == []


def test_a_gap_is_partly_closed_once_the_need_is_partly_met_and_gone_once_it_is_met_well(shop: Shop):
    gap = _line(shop).gap
    assert gap is not None
    assert "nobody has judged" in gap.why
    _judge(shop, "partly")
    partly = _line(shop).gap
    assert partly is not None
    assert "we meet it partly" in partly.why
    _judge(shop, "well", 1)
    assert _line(shop).gap is None


def test_the_second_who_judges_at_once_is_shown_what_the_first_said(shop: Shop):
    _judge(shop, "well")
    with pytest.raises(ChangedMeanwhile, match="Ben said “well”"):
        _judge(shop, "not")
    assert _cell(shop).level == "well"


def test_what_changed_since_the_quarter_began_is_kept_and_shown(shop: Shop):
    summer = NOW - timedelta(days=100)
    _judge(shop, "not", at=summer)
    _judge(shop, "partly", 1, at=NOW - timedelta(days=9))
    _judge(shop, "well", 2)
    assert (_cell(shop).before, _cell(shop).level) == ("not", "well")
    found = queries.get_map(ALL, viewer=shop.ben, at=NOW, zone="Europe/London")
    assert (found.since, [(one.before, one.after) for one in found.changes]) == (
        date(2026, 10, 1),
        [("partly", "well"), ("not", "partly")],
    )
    assert _cell(shop, since=date(2026, 7, 1)).before == ""


def test_clearing_leaves_the_cell_empty_and_undo_puts_everything_back(shop: Shop):
    _judge(shop, "well", verbatims=[shop.words[NIGHT]])
    later = NOW + timedelta(minutes=1)
    operations.clear_fit(offering=shop.probe, need=shop.night, base=1, viewer=shop.ben, at=later)
    assert _cell(shop).level is None
    step = undo.find_latest(viewer=shop.ben, since=later)
    assert step is not None
    undo.take_back(step=step.pk, viewer=shop.ben, at=later)
    assert (_cell(shop).level, _cell(shop).n_words) == ("well", 1)
    assert FitChange.objects.unscoped(reason="test").count() == 1


def test_a_cell_shows_its_words_its_history_and_further_words_to_lay_beside_it(shop: Shop):
    _judge(shop, "partly", account=shop.lab.id, verbatims=[shop.words[NIGHT]])
    page = cells.get_cell(shop.probe, shop.night, account=shop.lab.id, viewer=shop.ben)
    assert [row.text for row in page.words] == [NIGHT]
    assert [row.text for row in page.offered] == [EITHER]
    assert [(one.account, one.before, one.after) for one in page.history] == [("Rijnmond Waterlab", "", "partly")]


def test_a_merged_need_keeps_what_was_said_of_it(shop: Shop):
    other = needs.state_need(statement="Run unattended", verbatims=[shop.words[PLAN]], viewer=shop.ben, at=NOW)
    _judge(shop, "partly", need=other)
    needs.merge_needs(need=other, into=shop.night, viewer=shop.ben, at=NOW)
    assert (_cell(shop).level, _cell(shop).revision) == ("partly", 0)
    _judge(shop, "well", at=NOW + timedelta(minutes=1))
    assert _cell(shop).level == "well"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"level": "superb"}, checks.BadFit),
        ({"offering": "offering_none"}, NotFound),
        ({"account": "account_none"}, NotFound),
        ({"verbatims": ["verbatim_none"]}, NotFound),
        ({"why": "a" * 301}, checks.BadFit),
    ],
)
def test_what_cannot_be_judged_is_refused_and_changes_nothing(shop: Shop, given: dict[str, object], refusal: type):
    with pytest.raises(refusal):
        _judge(shop, **({"level": "well"} | given))
    assert _cell(shop).level is None


def test_what_is_said_anew_after_clearing_counts_on_so_that_nobody_overwrites_it_unseen(shop: Shop):
    _judge(shop, "well")
    operations.clear_fit(offering=shop.probe, need=shop.night, base=1, viewer=shop.ben, at=NOW)
    _judge(shop, "not")
    assert _cell(shop).revision == 2
    with pytest.raises(ChangedMeanwhile):
        _judge(shop, "partly", base=1)
    assert _cell(shop).level == "not"
