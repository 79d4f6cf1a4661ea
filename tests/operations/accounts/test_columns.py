"""What the columns of a table of accounts and people say, by their names and first rows."""

import pytest

from closeknit.accounts.importing import columns
from closeknit.kit.tables.table import Row


def guess(names: list[str], *rows: tuple[str, ...]) -> dict[str, str]:
    return columns.guess(names, [Row(n, row, n) for n, row in enumerate(rows, start=1)])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Company Name", "account"),
        ("companyname", "account"),
        ("property_annualrevenue", "worth"),
        ("Job Title", "title"),
        ("jobtitle", "title"),
        ("Owner email", "owner"),
        ("Contract renewal date", "renewal"),
        ("Business e-mail", "email"),
        ("CRM-ID", "external_id"),
        ("Prénom", "first_name"),
    ],
)
def test_a_column_is_told_by_any_of_its_usual_names(name: str, code: str):
    assert guess([name]) == {name: code}


def test_names_lie_and_the_cells_decide():
    names = ["account", "role", "contact", "value"]
    row = ("Harrow Fell", "Head chef", "ana@harrow.example", "very high")
    assert guess(names, row, row) == {"account": "account"}
    assert guess(["account", "role"], ("Harrow Fell", "champion"), ("Luddon", "User")) == {
        "account": "account",
        "role": "role",
    }


def test_the_address_of_who_looks_after_an_account_is_no_persons():
    assert guess(["company", "account manager email"], ("Harrow", "ben@arlund.example")) == {"company": "account"}


def test_an_id_may_come_in_each_row_of_an_account():
    rows = (("7", "Ana", "Harrow"), ("7", "Mo", "Harrow"))
    assert guess(["account id", "first name", "company"], *rows)["account id"] == "external_id"


def test_a_bare_name_is_the_accounts_unless_all_looks_like_people():
    assert guess(["name", "domain"]) == {"name": "account", "domain": "domain"}
    assert guess(["name", "company"]) == {"name": "person", "company": "account"}
    assert guess(["name", "email"]) == {"name": "person", "email": "email"}


def test_no_code_is_given_twice():
    found = guess(["email", "work email", "mail"])
    assert list(found.values()) == ["email"]
