"""Accounts and people from a table: guessed, corrected, read in chunks, read twice, stopped, taken back."""

from dataclasses import replace

import pytest
from tests.conftest import NOW

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts.importing import operations, queries, taking_back
from closeknit.accounts.models import ImportTrace
from closeknit.kit import clock, tasks, undo
from closeknit.kit.refusals import NotAllowed, NotFound, Refused
from closeknit.kit.tables.table import Unreadable
from closeknit.kit.tasks import worker

ACCOUNTS = """name,kind,domain,owner,stage,aim,worth,renewal_on,serves,sector
Rijnmond Waterlab,customer,rijnmond.example,ben@arlund.example,partner,ally,"€412,000",2027-03-31,Foxholes,Water
Varnäs Sensor,supplier,https://www.varnas.example/home,Nobody Known,,,,31/01/2027,,
Foxholes,stakeholder,,,,,,,,Schools
"""
PEOPLE = """name,email,account,title,role,language,from_on,until_on,phone
Saskia de Boer,Saskia@rijnmond.example,rijnmond waterlab,Head of laboratory,champion,nl,2021-04-12,,+31 6 1234
Amara Nwosu,amara@rijnmond.example,Rijnmond Waterlab,Quality,economic buyer,en,2020-01-06,2026-05-31,
Amara Nwosu,amara@rijnmond.example,Foxholes,Governor,,en,2026-06-01,,
"""


@pytest.fixture
def bring(cast):
    """Bring in a table and read it to the end; returns the import as it ended."""

    def run(text, name="accounts.csv", *, mapping=None):
        with clock.frozen(NOW):
            source = operations.begin_import(content=[text.encode()], file_name=name, viewer=cast.ben, at=NOW)
            operations.read_import(source=source, mapping=mapping, viewer=cast.ben, at=NOW)
            worker.Worker().run_until_idle()
        return queries.get_import(source, viewer=cast.ben)

    return run


def _account(name, viewer):
    found = account_queries.find_account_by_name(name, viewer=viewer)
    assert found is not None
    return found


def test_a_table_is_looked_at_before_anything_is_added(cast):
    source = operations.begin_import(content=[ACCOUNTS.encode()], file_name="a.csv", viewer=cast.ben, at=NOW)
    seen = queries.preview(source, viewer=cast.ben)
    says = {column.name: column.says for column in seen.columns}
    assert says["name"] == "account"
    assert says["renewal_on"] == "renewal"
    assert [draft.account.name for draft in seen.understood] == ["Rijnmond Waterlab", "Varnäs Sensor", "Foxholes"]
    assert account_queries.count_accounts(viewer=cast.ben) == 0


def test_accounts_come_with_all_that_the_table_says(bring, cast):
    done = bring(ACCOUNTS)
    assert (done.state, done.n_new, done.n_same, done.n_rejected) == ("done", 3, 0, 0)
    lab = _account("Rijnmond Waterlab", cast.alice)
    assert (lab.kind, lab.owner, lab.stage, lab.aim, lab.sector) == ("customer", "Ben", "partner", "ally", "Water")
    assert lab.worth_minor == 41_200_000
    assert str(lab.renewal_on) == "2027-03-31"
    assert account_queries.list_domains(lab.id, viewer=cast.ben) == ["rijnmond.example"]
    assert account_queries.list_domains(_account("VARNÄS SENSOR", cast.ben).id, viewer=cast.ben) == ["varnas.example"]
    assert [name for _, name in account_queries.list_served(lab.id, viewer=cast.ben)] == ["Foxholes"]
    assert _account("Foxholes", cast.ben).kind == "stakeholder"


def test_an_owner_who_is_no_member_is_said_and_the_account_is_taken(bring, cast):
    assert bring(ACCOUNTS).unknown_owners == (("Nobody Known", 1),)
    assert _account("Varnäs Sensor", cast.ben).owner == ""


def test_people_find_their_accounts_and_one_person_may_have_two_places(bring, cast):
    bring(ACCOUNTS)
    done = bring(PEOPLE, "people.csv")
    assert (done.n_new, done.n_rejected) == (3, 0)
    lab = _account("Rijnmond Waterlab", cast.ben)
    saskia, amara = account_queries.list_contacts(viewer=cast.ben, account=lab.id, with_left=True)
    if saskia.name != "Saskia de Boer":
        saskia, amara = amara, saskia
    assert (saskia.email, saskia.phone, saskia.role) == ("saskia@rijnmond.example", "+31 6 1234", "champion")
    assert str(amara.until_on) == "2026-05-31"
    places = account_queries.list_places(amara.person_id, viewer=cast.ben)
    assert [place.account for place in places] == ["Foxholes", "Rijnmond Waterlab"]


def test_accounts_and_people_come_in_one_table(bring, cast):
    done = bring(
        "Company,Website,First name,Last name,E-mail,Job title\n"
        "Rijnmond,rijnmond.example,Saskia,de Boer,saskia@rijnmond.example,Head\n"
        "Rijnmond,,Amara,Nwosu,amara@rijnmond.example,Quality\n"
    )
    assert done.n_new == 2
    people = account_queries.list_contacts(viewer=cast.ben, account=_account("Rijnmond", cast.ben).id)
    assert [person.name for person in people] == ["Amara Nwosu", "Saskia de Boer"]


def test_a_person_without_an_account_goes_where_the_domain_of_the_address_is_known(bring, cast):
    bring(ACCOUNTS)
    done = bring("name,email\nJoost,joost@rijnmond.example\nEve,eve@gmail.com\n", "people.csv")
    assert (done.n_new, done.n_rejected) == (1, 1)
    (rejected,) = queries.list_rejected(done.id, viewer=cast.ben)
    assert rejected.row == 2
    assert "domain" in rejected.reason


def test_reading_the_same_table_twice_adds_nothing(bring, cast):
    bring(ACCOUNTS)
    bring(PEOPLE)
    traces = ImportTrace.objects.visible_to(cast.ben).count()
    again, people_again = bring(ACCOUNTS), bring(PEOPLE)
    assert (again.n_new, again.n_same) == (0, 3)
    assert (people_again.n_new, people_again.n_same) == (0, 3)
    assert ImportTrace.objects.visible_to(cast.ben).count() == traces


def test_what_is_blank_is_filled_and_what_stands_is_never_overwritten(bring, cast):
    bring("account,sector,worth\nRijnmond,Water,\n")
    done = bring("account,sector,worth\nRijnmond,Steel,5000\n")
    assert done.n_new == 1
    lab = _account("Rijnmond", cast.ben)
    assert (lab.sector, lab.worth_minor) == ("Water", 500_000)


def test_bad_rows_are_rejected_with_row_and_reason_and_good_rows_kept(bring, cast):
    done = bring(
        "account,kind,worth,renewal,email\nA,customer,1,,\nB,wizard,,,\nC,,a lot,,\nD,,,someday,\nE,,,,not-an-address\n,,,,\n"
        "F,,$5,,\nG,customer,,2027-02-30,\nH,,,,hanna@h.example\n"
    )
    assert done.n_new == 2
    reasons = {one.row: one.reason for one in queries.list_rejected(done.id, viewer=cast.ben)}
    assert "wizard" in reasons[2]
    assert "a lot" in reasons[3]
    assert "someday" in reasons[4]
    assert "not-an-address" in reasons[5]
    assert "USD" in " ".join(reasons.values())
    assert len(reasons) == 6


def test_a_row_whose_name_and_domain_are_of_two_accounts_is_rejected(bring, cast):
    bring("account,domain\nA,a.example\nB,b.example\n")
    done = bring("account,domain\nA,b.example\nNew,\n")
    (rejected,) = queries.list_rejected(done.id, viewer=cast.ben)
    assert rejected.reason == "b.example already belongs to B"
    assert done.n_new == 1


def test_another_spelling_is_the_same_account_by_its_domain(bring, cast):
    bring("account,domain\nRijnmond Waterlab,rijnmond.example\n")
    assert bring("account,domain\nRijnmond,rijnmond.example\n").n_same == 1


def test_the_id_of_another_system_is_stronger_than_the_name(bring, cast):
    bring("account id,account\n17,Rijnmond\n")
    assert bring("account id,account\n17,Rijnmond Waterlab BV\n").n_same == 1
    assert bring("account id,account\n18,Rijnmond\n").n_rejected == 1


def test_what_a_person_said_about_the_columns_holds_for_the_next_table_like_it(bring, cast):
    bring("wer,was\nRijnmond,Water\n", mapping={"wer": "account", "was": "sector"})
    source = operations.begin_import(content=[b"wer,was\nSteel,Steel\n"], file_name="b.csv", viewer=cast.ben, at=NOW)
    assert [one.says for one in queries.preview(source, viewer=cast.ben).columns] == ["account", "sector"]


def test_without_a_column_that_names_the_account_nothing_is_read(cast):
    source = operations.begin_import(content=[b"was,wo\nx,y\n"], file_name="b.csv", viewer=cast.ben, at=NOW)
    with pytest.raises(operations.CannotRead):
        operations.read_import(source=source, viewer=cast.ben, at=NOW)


def test_a_file_that_is_no_table_is_refused_by_name(cast):
    with pytest.raises(Unreadable, match=r"picture\.csv"):
        operations.begin_import(
            content=[b"\x89PNG\r\n\x1a\n" + bytes(100)], file_name="picture.csv", viewer=cast.ben, at=NOW
        )


def test_a_guest_cannot_bring_in_accounts(cast):
    with pytest.raises(NotAllowed):
        operations.begin_import(content=[b"account\nA\n"], file_name="a.csv", viewer=cast.gita, at=NOW)


def test_a_table_of_several_chunks_goes_on_where_it_was_killed(cast, monkeypatch):
    rows = "".join(f"Account {n},{n}@a{n}.example\n" for n in range(1, 501))
    source = operations.begin_import(
        content=[f"account,email\n{rows}".encode()], file_name="a.csv", viewer=cast.ben, at=NOW
    )
    operations.read_import(source=source, viewer=cast.ben, at=NOW)
    stored = operations.store_chunk
    calls = []

    def killed_at_the_second(**arguments):
        calls.append(1)
        stored(**arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(operations, "store_chunk", killed_at_the_second)
    one = worker.Worker()
    with pytest.raises(KeyboardInterrupt):
        one.run_until_idle()
    assert account_queries.count_accounts(viewer=cast.ben) == operations.CHUNK
    run = tasks.find_progress(subject=source, viewer=cast.ben)
    assert run is not None
    with clock.frozen(clock.in_days(clock.now(), 1)):
        worker.Worker().run_until_idle()
    done = queries.get_import(source, viewer=cast.ben)
    assert (done.state, done.n_new, done.n_same) == ("done", 500, 0)
    assert account_queries.count_accounts(viewer=cast.ben) == 500


def test_stopping_keeps_what_is_read_and_can_be_gone_on_with(cast):
    source = operations.begin_import(content=[b"account\nA\nB\n"], file_name="a.csv", viewer=cast.ben, at=NOW)
    operations.read_import(source=source, viewer=cast.ben, at=NOW)
    operations.stop_import(source=source, viewer=cast.ben, at=NOW)
    worker.Worker().run_until_idle()
    assert queries.get_import(source, viewer=cast.ben).state == "cancelled"
    operations.read_import(source=source, viewer=cast.ben, at=NOW)
    worker.Worker().run_until_idle()
    assert queries.get_import(source, viewer=cast.ben).n_new == 2


def test_taking_back_removes_all_that_nobody_touched(bring, cast):
    before = bring(ACCOUNTS)
    people = bring(PEOPLE)
    taking_back.take_back_import(source=people.id, viewer=cast.ben, at=NOW)
    assert account_queries.list_contacts(viewer=cast.ben, with_left=True) == []
    taking_back.take_back_import(source=before.id, viewer=cast.ben, at=NOW)
    assert account_queries.count_accounts(viewer=cast.ben) == 0
    assert queries.list_kept(before.id, viewer=cast.ben) == []
    with pytest.raises(Refused):
        taking_back.take_back_import(source=before.id, viewer=cast.ben, at=NOW)


def test_taking_back_leaves_what_somebody_has_touched_and_says_who(bring, cast):
    done = bring(ACCOUNTS)
    later = clock.in_days(NOW, 1)
    lab = _account("Rijnmond Waterlab", cast.ben)
    account_operations.hand_over(account=lab.id, owner=cast.alice.id, viewer=cast.alice, at=later)
    taking_back.take_back_import(source=done.id, viewer=cast.ben, at=later)
    (kept,) = queries.list_kept(done.id, viewer=cast.ben)
    assert (kept.name, kept.by, kept.what) == ("Rijnmond Waterlab", "Alice", "account.handed_over")
    assert account_queries.list_domains(lab.id, viewer=cast.ben) == ["rijnmond.example"]
    assert account_queries.get_account(lab.id, viewer=cast.ben).stage == "partner"


def test_taking_back_leaves_an_account_that_has_people_from_elsewhere(bring, cast):
    done = bring(ACCOUNTS)
    bring(PEOPLE)
    taking_back.take_back_import(source=done.id, viewer=cast.ben, at=clock.in_days(NOW, 1))
    names = {kept.name for kept in queries.list_kept(done.id, viewer=cast.ben)}
    assert names == {"Rijnmond Waterlab", "Foxholes"}
    assert account_queries.find_account_by_name("Varnäs Sensor", viewer=cast.ben) is None


def test_taking_back_blanks_what_it_filled_where_it_still_says_so(bring, cast):
    bring("account,sector\nRijnmond,\nSteel,\n")
    done = bring("account,sector,worth\nRijnmond,Water,5000\nSteel,Metal,\n")
    steel = _account("Steel", cast.ben)
    account_operations.change_account(
        account=steel.id, name="Steel", kind="customer", sector="Rails", viewer=cast.ben, at=clock.in_days(NOW, 1)
    )
    taking_back.take_back_import(source=done.id, viewer=cast.ben, at=clock.in_days(NOW, 1))
    lab = _account("Rijnmond", cast.ben)
    assert (lab.sector, lab.worth_minor) == ("", None)
    assert _account("Steel", cast.ben).sector == "Rails"


def test_an_import_is_not_found_by_who_is_outside(bring, cast):
    done = bring(ACCOUNTS)
    contact = replace(cast.ben, kind="contact")
    with pytest.raises(NotFound):
        queries.get_import(done.id, viewer=contact)


def test_an_import_leaves_no_step_that_z_would_take_back(bring, cast):
    bring(ACCOUNTS)
    assert undo.find_latest(viewer=cast.ben, since=NOW) is None
