"""How often somebody asked is counted by all processes of the house together, exactly, and is forgotten in time."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from closeknit.kit import clock, remembering
from closeknit.kit import viewer as viewers
from closeknit.kit.models import Mail, Remembered
from closeknit.kit.remembering import SharedCache, count_up
from closeknit.kit.tasks import queue
from closeknit.kit.tasks.worker import Worker
from tests.conftest import NOW


def kept():
    return Remembered.objects.unscoped(reason="a test looks")


@pytest.mark.django_db
def test_a_count_begins_anew_when_its_time_is_over():
    with clock.frozen(NOW):
        assert [count_up("votes of saskia", seconds=60) for _ in range(3)] == [1, 2, 3]
        assert count_up("votes of bram", seconds=60) == 1
    with clock.frozen(NOW + timedelta(seconds=59)):
        assert count_up("votes of saskia", seconds=60) == 4
    with clock.frozen(NOW + timedelta(seconds=60)):
        assert count_up("votes of saskia", seconds=60) == 1


def test_two_that_count_at_once_lose_nothing(tmp_path):
    store, statement = tmp_path / "store.sqlite3", remembering._COUNT.replace("%s", "?")
    with closing(sqlite3.connect(store)) as made:
        made.execute("CREATE TABLE kit_remembered (key TEXT PRIMARY KEY, value TEXT, until REAL)")
        made.execute("PRAGMA journal_mode=WAL")
    found = []

    def count():
        with closing(sqlite3.connect(store, timeout=30, isolation_level=None)) as own:
            for _ in range(100):
                found.extend(own.execute(statement, ["x", 60.0, 0.0, 0.0]).fetchall())

    several = [Thread(target=count) for _ in range(2)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert sorted(int(value) for (value,) in found) == list(range(1, 201))


@pytest.mark.django_db
def test_what_one_process_keeps_for_allauth_another_finds():
    one, other = SharedCache("", {}), SharedCache("", {})
    assert one.add("a lock", True, 10)
    assert not other.add("a lock", True, 10)
    one.set("moments", [1.5, 2.5], 10)
    assert other.get("moments") == [1.5, 2.5]
    assert other.delete("a lock")
    assert one.add("a lock", True, 10)
    assert one.get("nothing", "otherwise") == "otherwise"
    assert other.touch("moments", 0)
    assert one.get("moments") is None
    assert not one.touch("nothing", 5)
    one.clear()
    assert not kept().exists()


@pytest.mark.django_db
def test_codes_are_counted_in_the_store_and_no_address_stands_there(cast):
    email = "ben@arlund.example"
    for _ in range(5):
        # Each as if another process answered.
        cache.close()
        Client().post(reverse("account_request_login_code"), {"email": email})
    assert Mail.objects.unscoped(reason="a test looks").filter(about="sign-in code").count() == 3
    said = str(list(kept().values_list("key", "value")))
    assert email not in said
    assert "127.0.0.1" not in said


@pytest.mark.django_db
def test_what_ran_out_is_let_go_of():
    count_up("x", seconds=-1)
    count_up("y", seconds=60)
    queue.enqueue(remembering.forget_old, viewer=viewers.house("a test"))
    Worker().run_until_idle()
    assert kept().count() == 1


@pytest.mark.django_db
def test_a_page_that_is_read_writes_nothing_there(cast):
    with connection.execute_wrapper(_no_write):
        Client().get(reverse("account_request_login_code"))
        Client().get(reverse("account_login"))


def _no_write(execute, sql, params, many, context):
    assert "kit_remembered" not in sql
    return execute(sql, params, many, context)
