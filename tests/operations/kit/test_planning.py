"""Each connection to PostgreSQL is asked to plan our lists whole; SQLite has no such settings and opens as ever."""

from django.db import connection

EXPECTED = {"jit": "off", "join_collapse_limit": "11", "from_collapse_limit": "11"}


def test_a_new_connection_plans_whole_lists(db: None):
    if connection.vendor != "postgresql":
        assert connection.is_usable()
        return
    with connection.cursor() as cursor:
        for name, value in EXPECTED.items():
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (value,)
