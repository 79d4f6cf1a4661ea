"""The house looks through its own shared pages: nothing where nothing leaks, and by route and contact what does."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.accounts.models import AccountDomain, Contact
from closeknit.accounts.shared import queries as shared_queries
from closeknit.accounts.shared.queries import ColleagueRow
from closeknit.accounts.spaces import operations as space_operations
from closeknit.discussions.models import Comment, Thread
from closeknit.discussions.models.note import Note
from closeknit.ideas.shared import operations as shared_ideas
from closeknit.identity import operations as identity_operations
from closeknit.kit import clock, guarded, ids, wallcheck
from closeknit.kit import viewer as viewers
from closeknit.kit.models import EventRow, Mail, TaskRun, WallCheck
from closeknit.kit.refusals import NotAllowed
from closeknit.kit.tasks import timetable
from closeknit.kit.tasks.worker import Worker
from closeknit.needs.models import Need
from closeknit.portal.selfcheck import checking, tasks
from closeknit.promises import operations as promise_operations
from closeknit.promises.shared.queries import promises as promise_queries
from closeknit.touchpoints import operations as touchpoint_operations
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser

pytestmark = pytest.mark.django_db
HOUSE = viewers.house("a test")
WORDS = "The night shift cannot read the small display beside the pump"


def check(cast):
    """Let the shared pages be looked through, and return what stands open as (contact, route, code)."""
    identity_operations.check_wall(viewer=cast.alice, at=NOW)
    Worker().run_until_idle()
    return {(row.contact_id, row.route, row.code) for row in wallcheck.list_open(viewer=HOUSE)}


@pytest.fixture
def beside(cast, stranger):
    """What stands at the other account, one of each kind."""
    account, made = stranger.account, {"viewer": cast.alice, "at": NOW}
    AccountDomain.objects.add(AccountDomain(account_id=account, domain="lakeside-water.example"))
    account_operations.change_standing(account=account, worth_minor=31_847_500, **made)
    account_operations.add_contact(account=account, name="Mirthe Oosterwold", email="m@l.example", **made)
    promise_operations.make_promise(
        account=account, text="Bring two spare pumps before the winter comes", made_on=NOW.date(), due_on=None, **made
    )
    touchpoint_operations.capture_words(
        words=WORDS, account=account, contact=None, wording="exact", said_at=NOW, **made
    )
    Worker().run_until_idle()
    Need.objects.add(Need(id=ids.new("need"), statement="Read the display in the dark", born_at=NOW))
    member = cast.ben.id
    Note.objects.add(
        Note(
            id=ids.new("note"), subject="x", member_id=member, text="They would **pay twice** for that", written_at=NOW
        )
    )
    thread = Thread(id=ids.new("thread"), subject="y", account_id=account, audience="account", created_at=NOW)
    Thread.objects.add(thread)
    shared_ideas.give_between(account=account, title=LEAKS["idea"], viewer=stranger.viewer, at=NOW)
    said = Comment(id=ids.new("comment"), thread=thread, member_id=member, written_at=NOW)
    said.text = "We shall send the fitter on Thursday then"
    Comment.objects.add(said)
    return stranger


LEAKS = {
    "name": "Lakeside",
    "domain": "lakeside-water.example",
    "worth": "€318,475",
    "person": "Mirthe Oosterwold",
    "promise": "Bring two spare pumps before the winter comes",
    "words": WORDS,
    "need": "Read the display in the dark",
    "note": "They would **pay twice** for that",
    "comment": "We shall send the fitter on Thursday then",
    "idea": "A gauge that blinks when the river rises",
}


def leak(monkeypatch, text, only=None):
    """Let the first page of every shared site (or of one) say something."""
    before = shared_queries.get_space

    def get_space(account, *, viewer):
        row = before(account, viewer=viewer)
        return replace(row, welcome=text) if only in (None, account) else row

    monkeypatch.setattr(shared_queries, "get_space", get_space)


def test_where_nothing_leaks_nothing_is_found_and_nothing_is_written(cast, beside, saskia, reader):
    Worker().run_until_idle()
    events, mails = EventRow.objects.unscoped(reason="test"), Mail.objects.unscoped(reason="test")
    before = set(events.values_list("pk", flat=True)), mails.count()
    assert check(cast) == set()
    last = wallcheck.find_last(viewer=HOUSE)
    assert (last.n_contacts, last.n_left, last.ended_at) == (3, 0, NOW)
    assert last.n_pages > 45
    since = events.exclude(pk__in=before[0]).values_list("kind", flat=True)
    assert sorted(since) == ["wall.checked", "wall_check.asked"]
    assert mails.count() == before[1]


def test_everything_of_another_account_is_known_where_it_stands(cast, beside, saskia, monkeypatch):
    leak(monkeypatch, "\n\n".join(LEAKS.values()), only=saskia.account)
    found = check(cast)
    assert found == {(saskia.contact, "portal:home", code) for code in LEAKS}
    alarms = EventRow.objects.unscoped(reason="test").filter(kind="wall.breached")
    assert {(row.subject, row.account, row.data["what"]) for row in alarms} == {
        (saskia.contact, saskia.account, code) for code in LEAKS
    }


def test_a_query_that_lost_its_scope_is_found_by_its_route_and_contact(cast, beside, saskia, monkeypatch):
    def list_colleagues(account, *, viewer, only_inside=True):
        rows = Contact.objects.unscoped(reason="a test breaks the wall").select_related("person")
        return [ColleagueRow(row.pk, row.person_id, row.person.name, "", "read", False) for row in rows]

    monkeypatch.setattr(shared_queries, "list_colleagues", list_colleagues)
    found = check(cast)
    assert {(saskia.contact, "portal:people", "person"), (saskia.contact, "portal:circle", "person")} <= found
    # Saskia's name has leaked to the others, too; and theirs is nobody's secret to themselves.
    assert (beside.contact, "portal:people", "person") in found
    assert {code for _contact, _route, code in found} == {"person"}


def test_what_they_were_told_is_no_alarm(cast, beside, saskia, monkeypatch):
    leak(monkeypatch, "Lakeside has the same pump, and Mirthe Oosterwold likes it", only=saskia.account)
    touchpoint_operations.capture_words(
        words="You told us of Mirthe Oosterwold at Lakeside.", account=saskia.account, contact=saskia.contact,
        wording="exact", said_at=NOW, viewer=cast.ben, at=NOW,
    )  # fmt: skip
    assert check(cast) == set()


def test_a_finding_stays_as_it_is_until_it_is_gone(cast, beside, saskia, monkeypatch):
    with monkeypatch.context() as broken:
        leak(broken, "Mirthe Oosterwold", only=saskia.account)
        assert check(cast) == check(cast) == {(saskia.contact, "portal:home", "person")}
    assert EventRow.objects.unscoped(reason="test").filter(kind="wall.breached").count() == 1
    assert check(cast) == set()


def test_what_nobody_can_open_any_more_is_no_alarm(cast, beside, saskia, monkeypatch):
    leak(monkeypatch, "Mirthe Oosterwold", only=saskia.account)
    assert check(cast)
    space_operations.end_access(contact=saskia.contact, viewer=cast.ben, at=NOW)
    assert check(cast) == set()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_writes_is_found_and_writes_nothing(cast, saskia, monkeypatch):
    def write(account, *, viewer):
        Need.objects.add(Need(id=ids.new("need"), statement="Written by a look", born_at=NOW))

    monkeypatch.setattr(promise_queries, "count_ended", write)
    assert check(cast) == {(saskia.contact, "portal:promises", "status")}
    assert not Need.objects.unscoped(reason="test").exists()


def test_a_night_looks_at_the_newest_and_the_next_one_at_the_others(cast, saskia, bram, reader, monkeypatch):
    monkeypatch.setattr(tasks, "A_NIGHT", 2)
    nights = []
    for _ in range(3):
        check(cast)
        last = wallcheck.find_last(viewer=HOUSE)
        nights.append((last.n_contacts, last.n_left))
    assert nights == [(2, 1), (1, 0), (2, 1)]


def test_killed_in_the_middle_it_goes_on_behind_the_last_one(cast, saskia, bram, reader, monkeypatch):
    seen, look = [], checking.Looker.look

    def dying(self, coming):
        seen.append(coming.contact)
        if len(seen) == 2:
            raise OSError("the power went")
        return look(self, coming)

    monkeypatch.setattr(checking.Looker, "look", dying)
    check(cast)
    assert len(seen) == 4
    assert seen[1] == seen[2]
    assert WallCheck.objects.unscoped(reason="test").get().n_contacts == 3


def test_somebody_whose_login_is_erased_meanwhile_does_not_end_the_night(cast, saskia, bram, monkeypatch):
    look = checking.Looker.look

    def erased(self, coming):
        if coming.contact == saskia.contact:
            coming = replace(coming, login=0)
        return look(self, coming)

    monkeypatch.setattr(checking.Looker, "look", erased)
    assert check(cast) == set()
    last = wallcheck.find_last(viewer=HOUSE)
    assert (last.n_contacts, last.n_left, last.ended_at is not None) == (2, 0, True)


def test_it_is_on_the_timetable_and_waits_once(cast, saskia):
    entry = timetable._EVERY["wall"]
    assert entry[0].days == 1
    for _ in range(2):
        identity_operations.check_wall(viewer=cast.alice, at=NOW)
    assert TaskRun.objects.unscoped(reason="test").filter(key="timetable:wall", state="waiting").count() == 1


def test_only_who_runs_the_house_asks_for_it(cast):
    with pytest.raises(NotAllowed):
        identity_operations.check_wall(viewer=cast.ben, at=NOW)


def test_the_house_says_what_it_found_and_today_raises_the_alarm(cast, beside, saskia, monkeypatch):
    browser = open_browser(cast.alice)

    def page(name: str, client: Client = browser) -> str:
        return client.get(reverse(name)).content.decode()

    with clock.frozen(NOW):
        assert "the first time comes within a day" in page("house_safety")
        assert 'data-test="breaches"' not in page("today")
        assert browser.post(reverse("house_wall"))["Location"] == f"{reverse('house_safety')}#wall"
        Worker().run_until_idle()
        assert "Nothing stood there that should not" in page("house_safety")
        leak(monkeypatch, "Mirthe Oosterwold", only=saskia.account)
        check(cast)
        said = page("house_safety")
        assert "The name of somebody elsewhere" in said
        assert "portal:home" in said
        assert "Saskia" in said
        # The words that were found stand nowhere.
        assert "Oosterwold" not in said
        assert 'data-test="breaches"' in page("today")
        ben = open_browser(cast.ben)
        assert 'data-test="breaches"' not in page("today", ben)
        assert ben.post(reverse("house_wall")).status_code == 404


def test_what_is_guarded_says_so_by_every_room(beside):
    codes = {one.code for one in guarded.iterate_guarded(viewer=HOUSE)}
    assert codes == {*LEAKS, "stage"}
