"""A large house for `main_job.py`: accounts and people from one table, things that people said in another, calls and promises."""

import csv
import os
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

FIRST = (
    *("Ana", "Kim", "Ben", "José", "Mo", "Lena", "Derek", "Wendy", "Olu", "Priya"),
    *("Yuki", "Tom", "Sara", "Nils", "Eva", "Ravi", "Hugo", "Inés", "Karl", "Dina"),
)
LAST = ("Stone", "Brook", "Hill", "Marsh", "Dale", "Costa", "Okafor", "Lindqvist", "Meyer", "Rossi", "Novak", "Haddad")
STAGES = ("outside",) * 60 + ("acquainted",) * 20 + ("engaged",) * 12 + ("partner",) * 6 + ("ally",) * 2
BEGINNINGS = (
    "We need",
    "I wish we had",
    "It annoys me that we lack",
    "Could you give us",
    "Nobody here has",
    "We are still waiting for",
)
THINGS = (
    "an export that keeps the units", "a message when the night run stops", "invoices with our order number", "a way to prove the cleaning",
    "spare parts within a week", "a screen in our own language", "one login for all sites", "a report on energy by machine",
    "fewer beeps", "a calibration reminder", "a door that closes by itself", "a recipe that reaches every kitchen",
)  # fmt: skip
ENDINGS = (
    "before the audit",
    "on Mondays",
    "at the second site",
    "since the move",
    "for the night shift",
    "and it costs us an hour a day",
)


@dataclass(frozen=True)
class Size:
    """How large the house is; `rows` are things that people said, one sentence each."""

    rows: int
    accounts: int
    people_an_account: int = 5


def make_house(folder: Path) -> str:
    """Make an empty house in `folder` with one member who runs it, and return the member's id."""
    os.environ["CLOSEKNIT_HOUSE"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "closeknit.config.settings"
    import django

    from closeknit.kit import house_folder

    # First the folder with its secret: a server that is started on the house later must read the same one.
    house_folder.locate().make()
    django.setup()
    from closeknit.identity import operations
    from closeknit.kit import clock, store

    store.bring_up_to_date()
    return operations.make_house(
        name="Large",
        zone="UTC",
        currency="EUR",
        member_name="Ann",
        email="ann@large.example",
        password="a long sentence",
        at=clock.now(),
    )


def write_people(file: Path, size: Size) -> Path:
    """Write the accounts with their people, one person a row; every twentieth account is the member's own, the others nobody's."""
    chance = random.Random(7)
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["account", "domain", "owner", "stage", "worth", "person", "email"])
        for number in range(size.accounts):
            owner = "ann@large.example" if number % 20 == 0 else ""
            stage, worth = chance.choice(STAGES), chance.randrange(1, 900) * 1000
            name = f"{chance.choice(LAST)} Works {number:04}"
            for place in range(size.people_an_account):
                person = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
                address = f"p{place}@a{number}.example"
                writer.writerow([name, f"a{number}.example", owner, stage, worth, person, address])
    return file


def write_words(file: Path, size: Size, numbers: range, real: list[str], today: date) -> Path:
    """Write what people said in the rows of these numbers, over the last 300 days."""
    chance = random.Random(numbers.start)
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "date", "email", "text"])
        for number in numbers:
            made = f"{chance.choice(BEGINNINGS)} {chance.choice(THINGS)} {chance.choice(ENDINGS)} ({number})."
            words = real[number % len(real)] if real else made
            day = today - timedelta(days=number % 300)
            address = f"p{chance.randrange(size.people_an_account)}@a{chance.randrange(size.accounts)}.example"
            writer.writerow([number, day.isoformat(), address, words])
    return file


def begin_people(file: Path, *, viewer: Any, at: datetime) -> None:
    """Put the table of accounts and people in line to be read."""
    from closeknit.accounts.importing import operations

    source = operations.begin_import(content=[file.read_bytes()], file_name=file.name, viewer=viewer, at=at)
    operations.read_import(source=source, viewer=viewer, at=at)


def begin_words(file: Path, *, viewer: Any, at: datetime) -> None:
    """Put a table of what people said in line to be read."""
    from closeknit.kit import files
    from closeknit.touchpoints.operations import imports

    kept = files.store([file.read_bytes()])
    source = imports.start_import(file=kept, file_name=file.name, viewer=viewer, at=at)
    imports.confirm_import(source=source, viewer=viewer, at=at)


def add_calls_and_promises(*, viewer: Any, at: datetime) -> None:
    """Log a call with every tenth account and make a promise to it, some of them due."""
    from closeknit.accounts.models import Account
    from closeknit.promises import operations as promises
    from closeknit.touchpoints import operations as touchpoints

    accounts = list(Account.objects.unscoped(reason="benchmark").order_by("pk").values_list("pk", flat=True))
    for number, account in enumerate(accounts[::10]):
        began = at - timedelta(days=number % 200, hours=1)
        touchpoints.record_touchpoint(
            medium="call", started_at=began, lines=(), account=account, viewer=viewer, at=at, summary="How it goes."
        )
        promises.make_promise(
            account=account,
            text="Send the list of spare parts.",
            made_on=at.date() - timedelta(days=40),
            due_on=at.date() + timedelta(days=number % 60 - 10) if number % 5 else None,
            viewer=viewer,
            at=at,
        )


def read_real_sentences(folder: Path) -> list[str]:
    """Return the cells of the tables below `folder` that look like things people said, in a fixed order."""
    found: set[str] = set()
    for file in sorted(folder.rglob("*.csv")):
        with file.open(encoding="utf-8", errors="replace", newline="") as stream:
            for row in csv.reader(stream):
                found.update(cell for cell in row if 20 < len(cell) < 300 and " " in cell)
    sentences = sorted(found)
    random.Random(11).shuffle(sentences)
    return sentences
