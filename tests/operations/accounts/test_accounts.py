"""Adding and changing accounts: names, domains, owners, worth, whom they serve; and undo of each."""

from datetime import date

import pytest
from tests.conftest import NOW

from closeknit.accounts import checks, details, operations, queries
from closeknit.accounts.details import Details
from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound


@pytest.fixture
def lab(cast):
    return operations.add_account(
        name="Rijnmond", domain="Rijnmond.example", owner=cast.ben.id, worth_minor=41_200_000, viewer=cast.ben, at=NOW
    )


def _take_back(viewer):
    step = undo.find_latest(viewer=viewer, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=viewer, at=NOW)


def _change(lab, cast, viewer=None, **said):
    given = {"name": "Rijnmond", "kind": "customer", "owner": cast.ben.id, "domains": ["rijnmond.example"]} | said
    details.change_details(account=lab, details=Details(**given), viewer=viewer or cast.ben, at=NOW)


def test_a_new_account_stands_outside_until_somebody_draws_it_in(cast, lab):
    row = queries.get_account(lab, viewer=cast.ben)
    assert (row.stage, row.stage_since, row.owner, row.n_people) == ("outside", None, "Ben", 0)


def test_adding_can_be_taken_back(cast, lab):
    _take_back(cast.ben)
    assert queries.count_accounts(viewer=cast.ben) == 0
    assert queries.list_domains(lab, viewer=cast.ben) == []


@pytest.mark.parametrize("name", ["Rijnmond", "rijnmond", " Rijnmond "])
def test_no_two_accounts_share_a_name(cast, lab, name):
    with pytest.raises(checks.NameTaken):
        operations.add_account(name=name, viewer=cast.ben, at=NOW)


def test_case_is_folded_in_every_alphabet(cast):
    operations.add_account(name="Varnäs Ångström", viewer=cast.ben, at=NOW)
    with pytest.raises(checks.NameTaken):
        operations.add_account(name="VARNÄS ÅNGSTRÖM", viewer=cast.ben, at=NOW)
    assert queries.find_account_by_name("varnäs  ångström", viewer=cast.ben) is not None
    assert queries.count_matching(viewer=cast.ben, containing="ÅNG") == 1


def test_no_two_accounts_share_a_domain(cast, lab):
    with pytest.raises(checks.DomainTaken):
        operations.add_account(name="Other", domain="rijnmond.example", viewer=cast.ben, at=NOW)
    assert queries.find_account_by_name("Other", viewer=cast.ben) is None


def test_an_owner_is_somebody_who_is_here(cast, lab):
    with pytest.raises(NotFound):
        operations.hand_over(account=lab, owner="member_nobody", viewer=cast.ben, at=NOW)


def test_an_account_may_have_several_domains_and_lose_one(cast, lab):
    _change(lab, cast, domains=["rijnmond.example", "waterlab.example"])
    assert queries.list_domains(lab, viewer=cast.ben) == ["rijnmond.example", "waterlab.example"]
    _change(lab, cast, domains=["waterlab.example"])
    assert queries.list_domains(lab, viewer=cast.ben) == ["waterlab.example"]


def test_all_details_change_in_one_act_and_are_taken_back_in_one(cast, lab):
    other = operations.add_account(name="Foxholes", viewer=cast.ben, at=NOW)
    before = queries.get_account(lab, viewer=cast.ben)
    _change(
        lab,
        cast,
        name="Rijnmond Waterlab",
        kind="former",
        sector="Water",
        zone="Europe/Amsterdam",
        domains=["waterlab.example"],
        owner=cast.alice.id,
        core_team=[cast.ben.id, cast.gita.id],
        serves=[other],
        worth_minor=5,
        renewal_on=date(2027, 1, 1),
    )
    row = queries.get_account(lab, viewer=cast.ben)
    assert (row.name, row.kind, row.owner, row.worth_minor) == ("Rijnmond Waterlab", "former", "Alice", 5)
    assert [name for _, name in queries.list_core_team(lab, viewer=cast.ben)] == ["Ben", "Gita"]
    assert queries.list_served(lab, viewer=cast.ben) == [(other, "Foxholes")]
    _take_back(cast.ben)
    assert queries.get_account(lab, viewer=cast.ben) == before
    assert queries.list_core_team(lab, viewer=cast.ben) == []
    assert queries.list_served(lab, viewer=cast.ben) == []
    assert queries.list_domains(lab, viewer=cast.ben) == ["rijnmond.example"]


def test_an_account_does_not_serve_itself(cast, lab):
    with pytest.raises(checks.ServesItself):
        details.set_served(account=lab, served=[lab], viewer=cast.ben, at=NOW)


def test_worth_is_not_shown_to_a_guest_anywhere(cast, lab):
    assert queries.get_account(lab, viewer=cast.ben).worth_minor == 41_200_000
    assert queries.get_account(lab, viewer=cast.gita).worth_minor is None
    assert queries.list_accounts(viewer=cast.gita)[0].worth_minor is None
    found = queries.find_account_by_name("Rijnmond", viewer=cast.gita)
    assert found is not None
    assert found.worth_minor is None


def test_a_guest_changes_nothing(cast, lab):
    with pytest.raises(NotAllowed):
        _change(lab, cast, viewer=cast.gita, name="Gita's")


def test_the_list_is_narrowed_and_has_pages(cast, lab):
    for n in range(queries.PAGE):
        operations.add_account(name=f"Mill {n:03}", kind="prospect", viewer=cast.ben, at=NOW)
    first = queries.list_accounts(viewer=cast.ben, page=1)
    second = queries.list_accounts(viewer=cast.ben, page=2)
    assert (len(first), [row.name for row in second]) == (queries.PAGE, ["Rijnmond"])
    assert queries.count_matching(viewer=cast.ben, kind="prospect") == queries.PAGE
    assert queries.count_matching(viewer=cast.ben, owner=cast.ben.id) == 1
    assert queries.count_matching(viewer=cast.ben, owner=queries.NOBODY) == queries.PAGE
    assert [row.name for row in queries.list_accounts(viewer=cast.ben, containing="mill 00")][:1] == ["Mill 000"]


def test_competitors_and_their_spellings_change_as_a_list(cast):
    operations.set_competitors(names={"Korvath": ["corvath"], "Ilm": []}, viewer=cast.alice, at=NOW)
    operations.set_competitors(names={"Korvath": ["korvat"]}, viewer=cast.alice, at=NOW)
    assert queries.list_competitors(viewer=cast.ben) == {"Korvath": ["korvat"]}
    _take_back(cast.alice)
    assert queries.list_competitors(viewer=cast.ben) == {"Ilm": [], "Korvath": ["corvath"]}
