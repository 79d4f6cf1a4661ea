"""What one person hands in is looked up through indexes; it must come out as if everybody had been laid out."""

import random

from closeknit.accounts import directory as directories
from closeknit.accounts import matching
from closeknit.accounts import operations as account_operations
from closeknit.accounts.directory import Directory
from closeknit.accounts.matching import Written
from tests.conftest import NOW
from tests.operations.touchpoints.conftest import Town

FIRST = ("Ana", "ana", "Kim", "Ben", "José", "Jose\u0301", "Ｍｏ", "Anna-Lena", "")
LAST = ("Costa", "Brook", "O’Dea", "van der Wal", "")
PLACES = ("Harrow Fell", "harrow  fell", "Luddon Bakery", "Café Nord", "Cafe\u0301 Nord", "Nowhere", "us", "Arlund", "")
HOSTS = ("harrow.example", "mail.harrow.example", "nord.example", "arlund.example", "gmail.com", "elsewhere.example")


def _fill(town: Town, chance: random.Random) -> list[str]:
    """Make people with confusingly like names, some of whom left, some known by decision; return the accounts."""
    nord = account_operations.add_account(name="Café Nord", domain="nord.example", viewer=town.ben, at=NOW)
    accounts = [town.harrow, town.luddon, nord]
    for number in range(40):
        name = f"{chance.choice(FIRST[:-1])} {chance.choice(LAST)}".strip()
        email = chance.choice(("", f"{number}@{chance.choice(HOSTS)}"))
        account = chance.choice(accounts)
        contact = account_operations.add_contact(account=account, name=name, email=email, viewer=town.ben, at=NOW)
        if number % 7 == 0:
            account_operations.end_contact(
                contact=contact, until_on=NOW.date(), successor=None, viewer=town.ben, at=NOW
            )
        if number % 5 == 0:
            where = chance.choice([*accounts, None])
            account_operations.decide_spelling(
                written=f"odd {number}", account=where, contact=contact, member=None, viewer=town.ben, at=NOW
            )
    return accounts


def _written(chance: random.Random) -> Written:
    first, last = chance.choice(FIRST), chance.choice(LAST)
    name = chance.choice((f"{first} {last}", f"{last}, {first}", first, f"odd {chance.randrange(0, 40, 5)}")).strip()
    bracketed = f"{name} ({chance.choice(PLACES)})" if chance.random() < 0.2 else name
    address = f"{chance.randrange(42)}@{chance.choice(HOSTS)}" if chance.random() < 0.4 else ""
    return Written(bracketed, chance.choice((address, address.upper())), chance.choice(PLACES), NOW.date())


def test_a_part_of_the_directory_tells_the_same_as_the_whole(town: Town):
    chance = random.Random(5)
    accounts = _fill(town, chance)
    whole = directories.load(town.ben)
    reasons = set()
    for _ in range(400):
        written, account = _written(chance), chance.choice([None, None, *accounts])
        part = matching.load_part([written], accounts=[account] if account else [], viewer=town.ben)
        found = matching.match(part, written, account=account)
        assert found == matching.match(whole, written, account=account), (written, account)
        reasons.add(found.why)
    assert reasons == set(matching.Why)


def test_only_those_are_read_who_can_be_meant(town: Town):
    part = matching.load_part([Written("Kim Ray")], viewer=town.ben)
    assert [place.contact for place in part.places.values()] == [town.kim]


def test_who_is_renamed_is_found_by_the_new_name_at_once(town: Town):
    account_operations.change_contact(contact=town.kim, name="Zoë Ray", title="", role="", viewer=town.ben, at=NOW)
    assert _names(matching.load_part([Written("zoë")], viewer=town.ben)) == ["Zoë Ray"]
    assert _names(matching.load_part([Written("Kim")], viewer=town.ben)) == []


def _names(directory: Directory) -> list[str]:
    return [place.name for place in directory.places.values()]
