"""Whatever happens on the way, and in whatever order the same rows come: what is stored in the end is the same."""

import itertools
import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from closeknit.accounts import directory as directories
from closeknit.accounts.models import Standing
from closeknit.analysis.kinds import Direction, Medium
from closeknit.kit import clock
from closeknit.kit.tasks.worker import Worker
from closeknit.touchpoints import bookkeeping, imports, operations, storing
from closeknit.touchpoints import tasks as touchpoint_tasks
from closeknit.touchpoints.drafts import Draft, Line, Speaker
from closeknit.touchpoints.models import Touchpoint
from tests.conftest import NOW
from tests.operations.touchpoints.bringing_in import as_csv, begin, bring_in, stored
from tests.operations.touchpoints.conftest import Town

COLUMNS = ("id", "date", "email", "comment")
PEOPLE = ("ana@harrow.example", "derek@harrow.example", "ana.brook@luddon.example", "mo@harrow.example", "")
ROWS = st.lists(
    st.tuples(
        st.integers(1, 9), st.integers(1, 28), st.sampled_from(PEOPLE), st.sampled_from(["Fine.", "Too slow", "ok"])
    ),
    min_size=1,
    max_size=12,
)
FEW = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class _Kill(BaseException):
    """What a process that is killed does not outlive."""


class _Back(Exception):
    """Puts the database back after an example."""


def _rows(drawn) -> list[tuple[str, str, str, str]]:
    return [(str(number), f"2026-10-{day:02}", email, text) for number, day, email, text in drawn]


@FEW
@given(drawn=ROWS, seed=st.integers(0, 1000), cut=st.integers(0, 12))
def test_parts_that_overlap_doubled_and_shuffled_store_what_the_whole_stores(town: Town, drawn, seed: int, cut: int):
    rows = _rows(drawn)
    shuffled = rows + rows[: len(rows) // 2]
    random.Random(seed).shuffle(shuffled)
    with suppress(_Back), transaction.atomic():
        bring_in(as_csv(COLUMNS, rows), "whole.csv", town.ben)
        whole = stored(town.ben)
        raise _Back
    with suppress(_Back), transaction.atomic():
        first = bring_in(as_csv(COLUMNS, shuffled[: cut + 2]), "one.csv", town.ben)
        second = bring_in(as_csv(COLUMNS, shuffled), "two.csv", town.ben)
        assert first.n_new + second.n_new == len(whole)
        assert second.n_new + second.n_same + len(second.rejected) == len(shuffled)
        assert stored(town.ben) == whole
        raise _Back


@pytest.mark.parametrize("seed", range(12))
def test_a_reading_that_is_killed_anywhere_ends_as_if_it_never_was(
    town: Town, monkeypatch: pytest.MonkeyPatch, seed: int
):
    rows = [
        (str(n), f"2026-{n % 9 + 1:02}-11", PEOPLE[n % 5], f"Sentence {n} of it." if n % 7 else "") for n in range(40)
    ]
    monkeypatch.setattr(touchpoint_tasks, "CONVERSATIONS_A_CHUNK", 6)
    with suppress(_Back), transaction.atomic():
        report = bring_in(as_csv(COLUMNS, rows), "whole.csv", town.ben)
        whole = stored(town.ben)
        raise _Back
    source = begin(as_csv(COLUMNS, rows), "whole.csv", town.ben)
    _kill_at_random(random.Random(seed), monkeypatch)
    for _ in range(60):
        try:
            # A worker that was killed leaves its lease behind; the next one waits for that to run out.
            with clock.frozen(NOW + timedelta(hours=_)):
                Worker().run_until_idle()
            break
        except _Kill:
            continue
    after = imports.get_report(source, viewer=town.ben)
    assert after.state == "done"
    assert stored(town.ben) == whole
    assert (after.n_new, after.n_same, after.rejected) == (report.n_new, report.n_same, report.rejected)
    assert bookkeeping.list_wrong(viewer=town.ben, at=clock.now()) == []


def _kill_at_random(chance: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [3]

    def deadly(function):
        def run(*args, **kwargs):
            result = function(*args, **kwargs)
            if left[0] and chance.random() < 0.2:
                left[0] -= 1
                raise _Kill
            return result

        return run

    monkeypatch.setattr(storing, "store", deadly(storing.store))
    monkeypatch.setattr(bookkeeping, "fold_in", deadly(bookkeeping.fold_in))
    monkeypatch.setattr(operations, "store_chunk", deadly(operations.store_chunk))
    monkeypatch.setattr(operations, "end_import", deadly(operations.end_import))


MAILS = st.permutations(range(7))
# Which of them each mail answers: a chain, a fork, and an answer to a mail that nobody has.
ANSWERED = {0: None, 1: 0, 2: 1, 3: 1, 4: 9, 5: 9, 6: None}


@FEW
@given(order=MAILS, size=st.integers(1, 7))
def test_mails_find_their_conversations_in_whatever_order_they_come(town: Town, order: list[int], size: int):
    drafts = [
        Draft(
            key=f"mail {number}",
            started_at=NOW - timedelta(days=80 - 9 * number),
            medium=Medium.EMAIL,
            lines=(Line("Words.", 0),),
            speakers=(Speaker(member=town.ben.id), Speaker(contact=town.ana, is_speaker=False))
            if number % 2
            else (Speaker(contact=town.ana),),
            account=town.harrow,
            message=f"<m{number}@x>",
            answers=() if ANSWERED[number] is None else (f"m{ANSWERED[number]}@x",),
        )
        for number in order
    ]
    with suppress(_Back), transaction.atomic():
        directory = directories.load(town.ben)
        for start in range(0, len(drafts), size):
            some = storing.store(drafts[start : start + size], directory=directory, zone="UTC", viewer=town.ben, at=NOW)
            bookkeeping.fold_in(some.by_account, viewer=town.ben, at=NOW)
            bookkeeping.recompute_contact(some.joined, viewer=town.ben, at=NOW)
            assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []
        rows = Touchpoint.objects.visible_to(town.ben)
        together = {row.key: row.conversation for row in rows}
        groups = {frozenset(key for key in together if together[key] == one) for one in together.values()}
        numbers = {frozenset(int(key[-1]) for key in group) for group in groups}
        assert numbers == {frozenset({0, 1, 2, 3}), frozenset({4, 5}), frozenset({6})}
        raise _Back


TALKS = st.lists(
    st.tuples(
        st.integers(0, 130),
        st.sampled_from(["call", "email", "email", "ticket", "survey"]),
        st.sampled_from(["theirs", "ours"]),
        st.sampled_from(["", "a", "b"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=14,
)


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(talks=TALKS, cuts=st.sets(st.integers(1, 13), max_size=4))
def test_what_is_kept_piece_by_piece_is_what_all_of_it_says(town: Town, talks, cuts):
    people = [town.ana, town.derek, town.ana_brook, town.kim]
    drafts = [
        Draft(
            key=f"{place}",
            started_at=NOW - timedelta(days),
            medium=Medium(medium),
            lines=(Line("Words.", 0),),
            speakers=(Speaker(contact=people[who]),),
            direction=None if medium == "call" else Direction(direction),
            thread=f"thread {thread} {who > 1}" if thread and medium == "email" else "",
        )
        for place, (days, medium, direction, thread, who) in enumerate(talks)
    ]
    with suppress(_Back), transaction.atomic():
        directory = directories.load(town.ben)
        bounds = [0, *sorted(cut for cut in cuts if cut < len(drafts)), len(drafts)]
        for first, last in itertools.pairwise(bounds):
            some = storing.store(drafts[first:last], directory=directory, zone="UTC", viewer=town.ben, at=NOW)
            bookkeeping.fold_in(some.by_account, viewer=town.ben, at=NOW)
            assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []
        gone = list(Touchpoint.objects.visible_to(town.ben).values_list("pk", flat=True))
        for touchpoint in gone[::2]:
            operations.remove_touchpoint(touchpoint=touchpoint, viewer=town.ben, at=NOW)
        assert bookkeeping.list_wrong(viewer=town.ben, at=NOW) == []
        assert Standing.objects.visible_to(town.ben).count() == 2
        raise _Back
