from datetime import date, timedelta

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.promises import operations, queries
from tests.conftest import NOW, Cast

TODAY = NOW.date()
SINCE = TODAY - timedelta(365)


@pytest.fixture
def account(cast: Cast) -> str:
    return account_operations.add_account(name="Rijnmond Waterlab", owner=cast.ben.id, viewer=cast.ben, at=NOW)


def _make(cast: Cast, account: str, text: str, due_in: int | None, *, made: int = 60, **more: str) -> str:
    due_on = None if due_in is None else TODAY + timedelta(due_in)
    return operations.make_promise(
        account=account,
        text=text,
        made_on=TODAY - timedelta(made),
        due_on=due_on,
        viewer=cast.ben,
        at=NOW,
        **more,
    )


def _end(cast: Cast, promise: str, settlement: str, days_ago: int) -> None:
    operations.settle_promise(
        promise=promise,
        settlement=settlement,
        settled_on=TODAY - timedelta(days_ago),
        proof="seen",
        viewer=cast.ben,
        at=NOW,
    )


def test_open_promises_come_nearest_day_first_and_those_without_a_day_last(cast: Cast, account: str):
    for text, due_in in (("later", 9), ("some time", None), ("overdue", -3), ("today", 0)):
        _make(cast, account, text, due_in)
    assert [row.text for row in queries.list_open(viewer=cast.ben)] == ["overdue", "today", "later", "some time"]


def test_ended_promises_come_newest_first(cast: Cast, account: str):
    for text, days_ago in (("old", 30), ("new", 1), ("middle", 9)):
        _end(cast, _make(cast, account, text, 0), "kept", days_ago)
    assert [row.text for row in queries.list_ended(viewer=cast.ben)] == ["new", "middle", "old"]


def test_one_account_has_its_open_promises_first_and_then_those_that_ended_newest_first(cast: Cast, account: str):
    for text, days_ago in (("old", 30), ("new", 1)):
        _end(cast, _make(cast, account, text, 0), "kept", days_ago)
    for text, due_in in (("some time", None), ("later", 9), ("today", 0)):
        _make(cast, account, text, due_in)
    other = account_operations.add_account(name="Veltra", owner=cast.alice.id, viewer=cast.ben, at=NOW)
    _make(cast, other, "there", 1)
    found = [row.text for row in queries.list_at(account, viewer=cast.ben)]
    assert found == ["today", "later", "some time", "new", "old"]


def test_a_list_is_narrowed_by_account_keeper_and_direction(cast: Cast, account: str):
    other = account_operations.add_account(name="Veltra", owner=cast.alice.id, viewer=cast.ben, at=NOW)
    _make(cast, account, "ours here", 1)
    _make(cast, account, "theirs here", 2, direction="theirs")
    _make(cast, other, "ours there", 3)
    said = {
        "account": [row.text for row in queries.list_open(viewer=cast.ben, account=account)],
        "keeper": [row.text for row in queries.list_open(viewer=cast.ben, keeper=cast.alice.id)],
        "direction": [row.text for row in queries.list_open(viewer=cast.ben, direction="theirs")],
    }
    assert said == {
        "account": ["ours here", "theirs here"],
        "keeper": ["ours there"],
        "direction": ["theirs here"],
    }
    assert queries.count_open(viewer=cast.ben, account=account) == 2


def test_the_kept_share_counts_what_ended_or_is_overdue_on_one_side(cast: Cast, account: str):
    for settlement in ("kept", "kept", "missed", "withdrawn"):
        _end(cast, _make(cast, account, settlement, -20), settlement, 20)
    _make(cast, account, "overdue", -1)
    _make(cast, account, "not yet due", 10)
    _end(cast, _make(cast, account, "theirs", -5, direction="theirs"), "kept", 5)
    _end(cast, _make(cast, account, "long ago", -400, made=900), "missed", 400)
    shares = queries.get_kept_shares(viewer=cast.ben, since=SINCE, as_of=TODAY)
    ours, theirs = shares["ours"], shares["theirs"]
    assert (ours.n_kept, ours.n, ours.share) == (2, 4, 0.5)
    assert (theirs.n_kept, theirs.n) == (1, 1)


def test_today_weighs_what_is_open_and_what_ended_lately(cast: Cast, account: str):
    _make(cast, account, "open", 400)
    _end(cast, _make(cast, account, "just ended", 0), "kept", 3)
    _end(cast, _make(cast, account, "ended long ago", -200, made=400), "kept", 200)
    rows = queries.list_of_accounts([account], since=TODAY - timedelta(30), viewer=cast.ben)
    assert {row.text for row in rows} == {"open", "just ended"}


def test_a_story_tells_of_its_moves_and_goes_without_words_or_need(cast: Cast, account: str):
    promise = _make(cast, account, "Send it", 5)
    operations.move_promise(
        promise=promise, due_on=date(2026, 12, 24), reason="They asked for it", viewer=cast.ben, at=NOW
    )
    story = queries.get_story(promise, viewer=cast.ben)
    assert (story.words, story.need, len(story.moves)) == (None, "", 1)


def test_the_number_of_queries_does_not_grow_with_the_list(
    cast: Cast, account: str, django_assert_max_num_queries: pytest.FixtureRequest
):
    for number in range(7):
        _make(cast, account, f"promise {number}", number)
    with django_assert_max_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture is a function
        assert len(queries.list_open(viewer=cast.ben, page=1)) == 7
