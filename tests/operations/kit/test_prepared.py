"""What pages ask again and again."""

from django.db import connection

from closeknit.accounts import operations, queries
from closeknit.accounts.models import Account
from closeknit.kit import planning
from tests.conftest import NOW, Cast


def test_what_is_asked_often_is_planned_once_and_answers_the_same(cast: Cast):
    answers = [queries.list_names(viewer=cast.ben) for _ in range(8)]
    assert answers[0] == answers[-1]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%name_key%"])
            assert cursor.fetchone() == (1,)


def test_a_list_longer_than_the_values_that_a_statement_may_have_is_asked_all_the_same(cast: Cast):
    name = "100 % O'Hara's \\ %s"
    account = operations.add_account(name=name, viewer=cast.ben, at=NOW)
    asked = [account, *(f"no_{number}" for number in range(planning.MOST_VALUES + 1))]
    rows = Account.objects.visible_to(cast.ben).filter(pk__in=asked, name=name)
    assert list(rows.values_list("name", flat=True)) == [name]
