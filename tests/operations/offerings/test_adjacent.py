from datetime import timedelta

import pytest

from closeknit.analysis.kinds import Stance
from closeknit.kit import undo
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound
from closeknit.needs.models import Evidence
from closeknit.offerings import operations as offering_operations
from closeknit.offerings.adjacent import checks, operations, queries
from closeknit.offerings.cases import checks as case_checks
from closeknit.offerings.cases import operations as case_operations
from closeknit.offerings.cases import queries as case_queries
from closeknit.offerings.fitting import operations as fit_operations
from closeknit.offerings.models import AdjacentGroup, AdjacentNeed, Spend
from closeknit.verbatims.consents import operations as consent_operations
from tests import imprint
from tests.conftest import NOW, Cast
from tests.operations.offerings import market as markets
from tests.operations.offerings.market import Market

TODAY = NOW.date()


@pytest.fixture
@imprint.kept(at=NOW)
def market(cast: Cast) -> Market:
    market = markets.build(cast)
    market.voice("Be rid of grease", 0, "Ash", "Birch")
    market.voice("Know when it is full", 10, "Birch", "Cedar", "Steel")
    market.voice("Read one bill", 90, "Cedar")
    operations.group_needs(viewer=cast.ben, at=NOW)
    return market


def test_what_nothing_meets_is_grouped_by_its_words_and_sized_by_who_says_it(market: Market):
    page = queries.list_groups(viewer=market.cast.ben)
    assert [(one.name, len(one.needs)) for one in page.groups] == [("Know when it is full", 2), ("Read one bill", 1)]
    size = page.groups[0].size
    assert (size.n_accounts, size.n_heard, page.groups[0].n_others) == (3, 3, 1)
    assert (size.worth_minor, size.n_worth) == (40_000, 2)
    assert page.n_new == 0


def test_a_need_that_something_meets_even_partly_is_not_adjacent_any_more(market: Market):
    ben, need = market.cast.ben, market.needs["Read one bill"]
    offering = offering_operations.add_offering(name="Billing", viewer=ben, at=NOW)
    fit_operations.judge_fit(offering=offering, need=need, level="not", base=0, viewer=ben, at=NOW)
    assert len(queries.list_groups(viewer=ben).groups) == 2
    fit_operations.judge_fit(offering=offering, need=need, level="partly", base=1, viewer=ben, at=NOW)
    assert len(queries.list_groups(viewer=ben).groups) == 1
    offering_operations.archive_offering(offering=offering, viewer=ben, at=NOW)
    assert len(queries.list_groups(viewer=ben).groups) == 2


def test_grouping_anew_changes_nothing_twice_and_leaves_what_a_person_named(market: Market):
    ben = market.cast.ben
    before = set(AdjacentGroup.objects.visible_to(ben).values_list("pk", flat=True))
    operations.group_needs(viewer=ben, at=NOW)
    assert set(AdjacentGroup.objects.visible_to(ben).values_list("pk", flat=True)) == before
    group = _group(market, "Know when it is full")
    operations.name_group(group=group, name="Grease, looked after", viewer=ben, at=NOW)
    market.voice("Have the trap emptied", 5, "Ash")
    operations.group_needs(viewer=ben, at=NOW)
    named = queries.get_group(group, viewer=ben).group
    assert (named.name, named.held_by, len(named.needs)) == ("Grease, looked after", "Ben", 2)
    assert len(queries.list_groups(viewer=ben).groups) == 3


def test_grouping_can_be_taken_back(market: Market):
    ben = market.cast.ben
    market.voice("Have the trap emptied", 5, "Ash")
    before = list(AdjacentNeed.objects.visible_to(ben).order_by("pk").values())
    operations.group_needs(viewer=ben, at=NOW + timedelta(minutes=1))
    _take_back(market)
    assert list(AdjacentNeed.objects.visible_to(ben).order_by("pk").values()) == before


def test_a_person_puts_a_need_into_another_group_or_one_of_its_own(market: Market):
    ben, need = market.cast.ben, market.needs["Read one bill"]
    target = _group(market, "Know when it is full")
    operations.put_need(need=need, group=target, viewer=ben, at=NOW)
    assert len(queries.get_group(target, viewer=ben).group.needs) == 3
    alone = operations.put_need(need=need, group="", viewer=ben, at=NOW)
    assert [one.put_by for one in queries.get_group(alone, viewer=ben).group.needs] == ["Ben"]
    with pytest.raises(NotFound):
        operations.put_need(need=need, group="adjacent_none", viewer=ben, at=NOW)


def test_a_group_without_a_name_is_refused(market: Market):
    with pytest.raises(checks.BadGroup):
        operations.name_group(group=_group(market, "Read one bill"), name=" ! ", viewer=market.cast.ben, at=NOW)


def test_what_is_spent_elsewhere_is_kept_with_its_source_and_the_newest_replaces_the_last(market: Market):
    group = _group(market, "Know when it is full")
    _spend(market, group, "Ash", 50_000, "guess")
    _spend(market, group, "Ash", 80_000, "told")
    _spend(market, group, "Birch", 10_000, "seen", need=market.needs["Be rid of grease"])
    page = queries.get_group(group, viewer=market.cast.ben)
    assert [(one.account, one.yearly_minor, one.confidence, one.need) for one in page.spends] == [
        ("Ash Ltd", 80_000, "told", ""),
        ("Birch Ltd", 10_000, "seen", "Be rid of grease"),
    ]
    found = page.group.size.elsewhere
    assert found is not None
    assert (found.value, found.low, found.high, found.n) == (90_000, 74_000, 110_000, 2)


def test_money_is_shown_and_taken_only_from_those_who_may_see_it(market: Market):
    group = _group(market, "Know when it is full")
    _spend(market, group, "Ash", 50_000, "guess")
    seen = queries.get_group(group, viewer=market.cast.gita)
    assert seen.spends == ()
    assert (seen.group.size.worth_minor, seen.group.size.elsewhere) == (None, None)
    with pytest.raises(NotAllowed):
        operations.say_spend(
            group=group,
            account=market.accounts["Ash"],
            yearly_minor=1,
            confidence="told",
            source="Pat",
            said_on=TODAY,
            viewer=market.cast.gita,
            at=NOW,
        )


@pytest.mark.parametrize(
    ("amount", "source", "days"), [(0, "Pat", 0), (-5, "Pat", 0), (100, "  ", 0), (100, "Pat", 1), (10**15, "Pat", 0)]
)
def test_a_figure_without_amount_or_source_or_of_tomorrow_is_refused(
    market: Market, amount: int, source: str, days: int
):
    with pytest.raises(checks.BadSpend):
        operations.say_spend(
            group=_group(market, "Read one bill"),
            account=market.accounts["Ash"],
            yearly_minor=amount,
            confidence="told",
            source=source,
            said_on=TODAY + timedelta(days),
            viewer=market.cast.ben,
            at=NOW,
        )
    assert not Spend.objects.visible_to(market.cast.ben).exists()


def test_who_would_talk_is_named_with_their_newest_words_what_they_allowed_and_how_to_reach_them(market: Market):
    words = Evidence.objects.visible_to(market.cast.ben).filter(account=market.accounts["Ash"]).get().verbatim_id
    consent_operations.record_consent(
        verbatims=[words], audience="portal", medium="call", said_on=TODAY, viewer=market.cast.ben, at=NOW
    )
    page = queries.get_group(_group(market, "Know when it is full"), viewer=market.cast.ben)
    talkers = {one.name: one for one in page.talkers}
    assert page.talkers[0].name == "Pat Birch"
    assert talkers["Pat Ash"].consent is not None
    assert talkers["Pat Ash"].email == "pat@ash.example"
    assert (talkers["Pat Cedar"].consent, talkers["Pat Cedar"].email) == (None, "")
    assert len(page.words) == 4


def test_words_that_say_otherwise_do_not_speak_for_it(market: Market):
    links = Evidence.objects.visible_to(market.cast.ben).filter(account=market.accounts["Ash"])
    links.update(stance=Stance.CONTRADICTS)
    page = queries.get_group(_group(market, "Know when it is full"), viewer=market.cast.ben)
    assert "Pat Ash" not in [one.name for one in page.talkers]


def test_two_who_write_one_case_both_keep_their_words(market: Market):
    group, ben, alice = _group(market, "Know when it is full"), market.cast.ben, market.cast.alice
    assert _write(market, group, "Grease care", base=0) == 1
    assert _write(market, group, "Grease watch", base=1) == 2
    with pytest.raises(ChangedMeanwhile, match="Ben wrote version 2"):
        case_operations.write_case(group=group, title="Trap watch", parts={"why": "hers"}, base=1, viewer=alice, at=NOW)
    case = case_queries.find_case_of(group, viewer=ben)
    assert case is not None
    assert (case.title, case.number, case.figures["n_accounts"]) == ("Grease watch", 2, 3)
    assert [one.number for one in case_queries.list_versions(case.id, viewer=ben)] == [2, 1]
    assert "worth_minor" not in case_queries.get_case(case.id, viewer=market.cast.gita).figures
    assert case_queries.get_case(case.id, viewer=ben, number=1).title == "Grease care"


def test_a_case_becomes_an_offering_once_and_its_needs_stay_unmet_until_somebody_says_so(market: Market):
    group, ben = _group(market, "Know when it is full"), market.cast.ben
    _write(market, group, "Grease care", base=0)
    case = case_queries.find_case_of(group, viewer=ben)
    assert case is not None
    case_operations.make_offering(case=case.id, viewer=ben, at=NOW)
    assert case_queries.get_case(case.id, viewer=ben).offering == "Grease care"
    with pytest.raises(case_checks.OfferedAlready):
        case_operations.make_offering(case=case.id, viewer=ben, at=NOW)
    assert group in [one.id for one in queries.list_groups(viewer=ben).groups]


def test_a_case_without_a_title_is_refused(market: Market):
    with pytest.raises(case_checks.BadCase):
        _write(market, _group(market, "Read one bill"), "  ", base=0)


def _group(market: Market, need: str) -> str:
    return AdjacentNeed.objects.visible_to(market.cast.ben).get(pk=market.needs[need]).group_id


def _spend(market: Market, group: str, who: str, yearly_minor: int, confidence: str, *, need: str = "") -> None:
    operations.say_spend(
        group=group,
        account=market.accounts[who],
        yearly_minor=yearly_minor,
        confidence=confidence,
        source="Pat told me",
        said_on=TODAY,
        need=need,
        viewer=market.cast.ben,
        at=NOW,
    )


def _write(market: Market, group: str, title: str, *, base: int) -> int:
    return case_operations.write_case(
        group=group, title=title, parts={"why": "They ask."}, base=base, viewer=market.cast.ben, at=NOW
    )


def _take_back(market: Market) -> None:
    step = undo.find_latest(viewer=market.cast.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=market.cast.ben, at=NOW)
