"""What pages ask again and again."""

from django.db import connection

from closeknit.accounts import queries
from tests.conftest import Cast


def test_what_is_asked_often_is_planned_once_and_answers_the_same(cast: Cast):
    answers = [queries.list_names(viewer=cast.ben) for _ in range(8)]
    assert answers[0] == answers[-1]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%name_key%"])
            assert cursor.fetchone() == (1,)
