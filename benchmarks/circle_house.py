"""A house with many accounts for `stay_close.py`, written straight into the tables: a million talks cannot be logged one by one.

Every account looks alike: a few people, talks and mails over three years, words in half of them, some signals, a promise now and then. What
the operations would have kept on account and contact (the newest two-way contact, the owed answer) is worked out the same way here.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import circle_copies
from large_house import BEGINNINGS, ENDINGS, FIRST, LAST, STAGES, THINGS

ACCOUNTS_A_MEMBER = 100
PEOPLE_AN_ACCOUNT = 4
TALKS_AN_ACCOUNT = 40
N_NEEDS = 300
DAYS = 1_000
CHUNK = 250
# So many accounts are written one by one; of more, the others are copies of these.
BLOCK = 5_000
CODES = ("need", "pain", "praise", "suggestion", "question", "plan")
ALARMS = ("leaving", "competitor", "cost_cut")


@dataclass(frozen=True)
class Made:
    """How many rows of each kind the house came to."""

    accounts: int
    contacts: int
    touchpoints: int
    verbatims: int


def fill(n_accounts: int, *, first_member: str, at: datetime) -> Made:
    """Fill the house and return what it holds; the first hundred accounts are the first member's."""
    owners = _members(first_member, n_accounts // ACCOUNTS_A_MEMBER, at)
    needs = _needs(at)
    n_written = BLOCK if n_accounts > BLOCK and n_accounts % BLOCK == 0 else n_accounts
    made = Made(0, 0, 0, 0)
    for start in range(0, n_written, CHUNK):
        numbers = range(start, min(start + CHUNK, n_written))
        talks, words = _accounts(numbers, owners, needs, at)
        made = Made(
            made.accounts + len(numbers),
            made.contacts + len(numbers) * PEOPLE_AN_ACCOUNT,
            made.touchpoints + talks,
            made.verbatims + words,
        )
    times = n_accounts // n_written
    circle_copies.copy_accounts(n_written, n_accounts, ACCOUNTS_A_MEMBER)
    return Made(*(times * count for count in (made.accounts, made.contacts, made.touchpoints, made.verbatims)))


def _members(first: str, n: int, at: datetime) -> list[str]:
    from closeknit.identity.models import Member

    others = [
        Member(id=f"member_b{number:06}", name=f"{FIRST[number % 20]} {LAST[number % 12]} {number}", joined_at=at,
               email=f"m{number}@large.example")
        for number in range(1, n)
    ]  # fmt: skip
    Member.objects.add_many(others)
    return [first, *(member.pk for member in others)]


def _needs(at: datetime) -> list[str]:
    from closeknit.needs.models import Figures, Need

    needs = [
        Need(id=f"need_b{number:04}", statement=f"{THINGS[number % 12]} {number}", subtitle="", born_at=at)
        for number in range(N_NEEDS)
    ]
    Need.objects.add_many(needs)
    Figures.objects.add_many(Figures(need_id=need.pk, is_stale=True) for need in needs)
    return [need.pk for need in needs]


def _accounts(numbers: range, owners: list[str], needs: list[str], at: datetime) -> tuple[int, int]:
    from django.db import transaction

    from closeknit.accounts.models import Account, Contact, Person, Standing
    from closeknit.promises.models import Promise

    chance = random.Random(numbers.start)
    rows: dict[type[Any], list[Any]] = {Account: [], Standing: [], Person: [], Contact: [], Promise: []}
    histories = []
    for number in numbers:
        history = History(number, chance, at)
        histories.append(history)
        rows[Account].append(_account(number, owners, at))
        rows[Standing].append(history.standing())
        people, contacts = history.people()
        rows[Person] += people
        rows[Contact] += contacts
        if number % 5 == 0:
            rows[Promise].append(history.promise(owners[number // ACCOUNTS_A_MEMBER % len(owners)]))
    with transaction.atomic():
        for model, several in rows.items():
            model.objects.add_many(several)
        return _talks(histories, needs)


def _account(number: int, owners: list[str], at: datetime) -> Any:
    from closeknit.accounts.models import Account

    name = f"{LAST[number % 12]} Works {number:06}"
    return Account(
        id=f"account_b{number:08}",
        name=name,
        name_key=name.casefold(),
        sector=("Hospitals", "Schools", "Hotels", "Prisons")[number % 4],
        owner_id=owners[number // ACCOUNTS_A_MEMBER % len(owners)],
        created_at=at - timedelta(DAYS),
    )


@dataclass
class History:
    """What happened with one account: forty talks and mails, the newest a few days or many months ago."""

    number: int
    chance: random.Random
    at: datetime

    def __post_init__(self) -> None:
        """Draw when it began and how long it has been quiet."""
        self.account = f"account_b{self.number:08}"
        self.quiet = self.chance.randrange(1, 150)
        self.every = self.chance.randrange(8, 22)
        self.is_owed = self.number % 50 == 0

    def days_ago(self, place: int) -> int:
        """Return how many days ago the talk with this place took place, the newest having place 0."""
        return self.quiet + place * self.every

    def standing(self) -> Any:
        """Return where it stands, with the newest two-way contact as the operations would keep it."""
        from closeknit.accounts.models import Standing

        owed = self.at - timedelta(days=2) if self.is_owed else None
        return Standing(
            account_id=self.account,
            stage=self.chance.choice(STAGES),
            stage_since=(self.at - timedelta(400)).date(),
            worth_minor=self.chance.randrange(1, 900) * 100_000,
            renewal_on=(self.at + timedelta(self.chance.randrange(1, 700))).date(),
            two_way_at=self.at - timedelta(self.days_ago(0)),
            owed_since=owed,
        )

    def people(self) -> tuple[list[Any], list[Any]]:
        """Return the people there and their places."""
        from closeknit.accounts.models import Contact, Person

        people, contacts = [], []
        for place in range(PEOPLE_AN_ACCOUNT):
            key = f"{self.number:08}{place}"
            name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
            first = name.split()[0].casefold()
            people.append(Person(id=f"person_b{key}", name=name, first_word=first, created_at=self.at))
            contacts.append(
                Contact(
                    id=f"contact_b{key}",
                    person_id=f"person_b{key}",
                    account_id=self.account,
                    title="Head of laboratory",
                    role=("champion", "economic_buyer", "user", "")[place],
                    two_way_at=self.at - timedelta(self.days_ago(place)),
                )
            )
        return people, contacts

    def promise(self, keeper: str) -> Any:
        """Return a promise to them, due within weeks of now."""
        from closeknit.promises.models import Promise

        due: date = (self.at + timedelta(self.number % 60 - 10)).date()
        return Promise(
            id=f"promise_b{self.number:08}",
            direction="ours",
            account_id=self.account,
            keeper_id=keeper,
            text="Send the list of spare parts.",
            made_on=(self.at - timedelta(40)).date(),
            due_on=due,
            first_due_on=due,
            created_at=self.at,
        )

    def talks(self) -> Iterator[tuple[Any, str, str]]:
        """Yield each touchpoint with the contact who took part and what they said, empty where nothing was written down."""
        for place in range(TALKS_AN_ACCOUNT):
            started = self.at - timedelta(self.days_ago(place))
            kind = place % 4
            yield self._talk(place, kind, started)
        if self.is_owed:
            yield self._talk(TALKS_AN_ACCOUNT, 2, self.at - timedelta(days=2))

    def _talk(self, place: int, kind: int, started: datetime) -> tuple[Any, str, str]:
        from closeknit.touchpoints.models import Touchpoint

        key = f"{self.number:08}{place:03}"
        # A meeting, our answer, the message that it answers, a call: the newest is always two-way.
        medium, direction = (("meeting", "both"), ("email", "ours"), ("email", "theirs"), ("call", "both"))[kind]
        conversation = f"thread_b{self.number:08}{place // 4:03}" if medium == "email" else f"touchpoint_b{key}"
        touchpoint = Touchpoint(
            id=f"touchpoint_b{key}",
            key=key,
            account_id=self.account,
            medium=medium,
            direction=direction,
            started_at=started,
            conversation=conversation if place < TALKS_AN_ACCOUNT else f"touchpoint_b{key}",
            created_at=started,
        )
        said = f"{self.chance.choice(BEGINNINGS)} {self.chance.choice(THINGS)} {self.chance.choice(ENDINGS)}."
        return touchpoint, f"contact_b{self.number:08}{place % PEOPLE_AN_ACCOUNT}", said if kind >= 2 else ""


def _talks(histories: list[History], needs: list[str]) -> tuple[int, int]:
    from closeknit.touchpoints.models import Owed, Participation, Touchpoint, Turn

    told = [talk for history in histories for talk in history.talks()]
    Touchpoint.objects.add_many(touchpoint for touchpoint, _, _ in told)
    owing = [
        (history.account, f"touchpoint_b{history.number:08}{TALKS_AN_ACCOUNT:03}")
        for history in histories
        if history.is_owed
    ]
    Owed.objects.add_many(Owed(account_id=account, touchpoint_id=touchpoint) for account, touchpoint in owing)
    parts = Participation.objects.add_many(
        Participation(touchpoint_id=touchpoint.pk, contact_id=contact, is_speaker=True)
        for touchpoint, contact, _ in told
    )
    spoken = [(talk, part) for talk, part in zip(told, parts, strict=True) if talk[2]]
    turns = Turn.objects.add_many(
        Turn(touchpoint_id=touchpoint.pk, position=0, speaker_id=part.pk, is_ours=False, text=said)
        for (touchpoint, _, said), part in spoken
    )
    _words([(talk, turn) for (talk, _), turn in zip(spoken, turns, strict=True)], needs, histories[0].chance)
    return len(told), len(spoken)


_position = iter(range(1, 10**9))


def _words(spoken: list[tuple[tuple[Any, str, str], Any]], needs: list[str], chance: random.Random) -> None:
    from closeknit.needs.models import Evidence
    from closeknit.verbatims.models import Signal, Verbatim

    verbatims = [
        Verbatim(
            id=f"verbatim_b{touchpoint.key}",
            touchpoint_id=touchpoint.pk,
            turn_id=turn.pk,
            start=0,
            end=len(said),
            text=said,
            account_id=touchpoint.account_id,
            contact_id=contact,
            position=next(_position),
            said_at=touchpoint.started_at,
            medium=touchpoint.medium,
            wording="exact",
            language="en",
            state="heard",
        )
        for (touchpoint, contact, said), turn in spoken
    ]
    Verbatim.objects.add_many(verbatims)
    Signal.objects.add_many(_each(verbatims, lambda word: _signal(word, chance), chance, 0.5))
    Evidence.objects.add_many(_each(verbatims, lambda word: _evidence(word, needs, chance), chance, 0.2))


def _each(words: list[Any], make: Callable[[Any], Any], chance: random.Random, share: float) -> list[Any]:
    return [make(word) for word in words if chance.random() < share]


def _signal(word: Any, chance: random.Random) -> Any:
    from closeknit.verbatims.models import Signal

    code = chance.choice(ALARMS if chance.random() < 0.01 else CODES)
    return Signal(verbatim_id=word.pk, code=code, probability=0.9, said_at=word.said_at)


def _evidence(word: Any, needs: list[str], chance: random.Random) -> Any:
    from closeknit.needs.models import Evidence

    return Evidence(
        verbatim_id=word.pk,
        need_id=chance.choice(needs),
        account_id=word.account_id,
        said_at=word.said_at,
        strength=0.8,
    )
