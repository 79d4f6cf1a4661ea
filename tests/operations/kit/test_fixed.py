from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import BooleanField, CharField, DateTimeField, Exists, OuterRef, Value
from django.test.utils import CaptureQueriesContext

from closeknit.identity.models import Member
from closeknit.kit.fixed import Fixed, Given, GivenRows
from closeknit.kit.lookups import Ready
from closeknit.kit.scoping import ScopeError
from closeknit.kit.viewer import NOBODY
from tests.conftest import NOW, Cast

_SINCE = Fixed(
    lambda ours: (
        Member.objects.visible_to(ours)
        .filter(joined_at__gte=Given("since", DateTimeField()), left_at__isnull=True)
        .exclude(pk=Given("me", CharField()))
        .annotate(
            has_twin=Exists(Member.objects.visible_to(ours).filter(name=OuterRef("name")).exclude(pk=OuterRef("pk"))),
            is_here=Value(value=True, output_field=BooleanField()),
        )
        .order_by("joined_at", "pk")
        .values_list("has_twin", "joined_at", "name", "is_here")
    )
)


def test_a_statement_that_is_kept_answers_as_the_same_one_written_anew(cast: Cast):
    rows = Member.objects.visible_to(cast.ben).filter(left_at__isnull=True).exclude(pk=cast.ben.id)
    found = rows.order_by("joined_at", "pk").values_list("joined_at", "name")
    expected = [(False, joined_at, name, True) for joined_at, name in found]
    for _ in range(2):
        assert _SINCE.ask(viewer=cast.ben, since=NOW - timedelta(9999), me=cast.ben.id) == expected
    assert _SINCE.ask(viewer=cast.ben, since=NOW + timedelta(9999), me=cast.ben.id) == []
    assert len(_SINCE.ask(viewer=cast.ben, since=NOW - timedelta(9999), me="nobody")) == len(expected) + 1


def test_what_was_typed_is_a_value_and_never_a_part_of_the_statement(cast: Cast):
    with CaptureQueriesContext(connection) as asked:
        _SINCE.ask(viewer=cast.ben, since=NOW, me="' OR 1=1 --")
    assert len(asked) == 1
    assert "'' OR 1=1 --" in asked.captured_queries[0]["sql"]


def test_what_was_not_read_yet_is_alike_while_nothing_changed(cast: Cast):
    values = {"since": NOW - timedelta(9999), "me": cast.ben.id}
    raw = _SINCE.ask_raw(viewer=cast.ben, **values)
    assert raw == _SINCE.ask_raw(viewer=cast.ben, **values)
    assert _SINCE.read(raw) == _SINCE.ask(viewer=cast.ben, **values)


def test_nobody_from_outside_can_ask_it(cast: Cast):
    with pytest.raises(ScopeError):
        _SINCE.ask(viewer=NOBODY, since=NOW, me="")


def test_a_statement_that_finds_nothing_by_itself_is_not_asked(cast: Cast):
    nothing = Fixed(lambda ours: Member.objects.visible_to(ours).filter(pk__in=[]).values_list("pk"))
    with CaptureQueriesContext(connection) as asked:
        assert nothing.ask(viewer=cast.ben) == []
    assert len(asked) == 0


def test_the_rows_that_it_narrows_to_are_a_list_a_condition_or_none_at_all(cast: Cast):
    among = Fixed(
        lambda ours: (
            Member.objects.visible_to(ours)
            .filter(pk__in=GivenRows("these"), joined_at__gte=Given("since", DateTimeField()))
            .exclude(pk__in=GivenRows("others"))
            .order_by("pk")
            .values_list("pk")
        )
    )
    ids, since = sorted([cast.alice.id, cast.ben.id]), NOW - timedelta(9999)
    both = Member.objects.visible_to(cast.ben).filter(pk__in=ids).order_by().values_list("pk", flat=True)
    for these in (ids, set(ids), both, Ready(both)):
        assert among.ask(viewer=cast.ben, these=these, others=["' OR 1=1 --"], since=since) == [(pk,) for pk in ids]
    assert among.ask(viewer=cast.ben, these=ids, others=(), since=since) == [(pk,) for pk in ids]
    assert among.ask(viewer=cast.ben, these=Ready(both), others=ids[:1], since=since) == [(ids[1],)]
    assert among.ask(viewer=cast.ben, these=[], others=ids, since=since) == []
