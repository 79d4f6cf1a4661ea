"""A calendar's address opens one member's calls to whoever knows it, and nothing else to anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.identity import calendars
from closeknit.identity import operations as identity_operations
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def read(client, secret):
    return client.get(reverse("calendar", args=[secret]))


def test_whoever_knows_the_address_reads_the_calls_without_signing_in(client, cast):
    answer = read(client, calendars.open_calendar(viewer=cast.ben, at=NOW))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    assert b"BEGIN:VCALENDAR" in answer.content


def test_the_address_opens_no_page(client, cast):
    read(client, calendars.open_calendar(viewer=cast.ben, at=NOW))
    assert client.get(reverse("today")).status_code == 302


def test_a_new_address_closes_the_one_before(client, cast):
    old = calendars.open_calendar(viewer=cast.ben, at=NOW)
    new = calendars.open_calendar(viewer=cast.ben, at=NOW + timedelta(1))
    assert (read(client, old).status_code, read(client, new).status_code) == (404, 200)


def test_a_closed_address_reads_like_one_that_never_was(client, cast):
    secret = calendars.open_calendar(viewer=cast.ben, at=NOW)
    calendars.close_calendar(viewer=cast.ben, at=NOW)
    closed, never = read(client, secret), read(client, "x" * 32)
    assert (closed.status_code, never.status_code) == (404, 404)
    assert len(closed.content) == len(never.content)


def test_who_leaves_the_house_takes_their_calendar_along(client, cast):
    secret = calendars.open_calendar(viewer=cast.ben, at=NOW)
    identity_operations.leave(member=cast.ben.id, successor=cast.alice.id, viewer=cast.alice, at=NOW)
    assert read(client, secret).status_code == 404
