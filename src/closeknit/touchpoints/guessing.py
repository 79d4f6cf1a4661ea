"""What a sentence that somebody hands in tells by itself: which account and which people it names. Proposed, for a person to see."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from closeknit.accounts import directory as directories
from closeknit.accounts.directory import Asked, Directory, Place
from closeknit.accounts.naming import first_word, fold
from closeknit.analysis.kinds import Wording
from closeknit.kit.viewer import Viewer

_WORD = re.compile(r"\w[\w'’-]*")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{3,}[\"”“»]")
_BY, _FULL, _ALONE, _FIRST = 8, 6, 4, 1
# Words that stand in many names of organisations and tell none of them from the others.
_PLAIN = frozenset(
    (
        *("the", "and", "of", "for", "de", "la", "le", "van", "der", "group", "company", "school", "schools", "hotel"),
        *("hotels", "bakery", "trust", "services", "service", "team", "food", "systems", "labs", "centre", "center"),
        *("first", "new", "our", "field", "house", "general", "central", "public", "union", "park", "parks", "shop"),
    )
)


@dataclass(frozen=True)
class Proposed:
    """An account or a contact, and why it is proposed, as words for a person."""

    id: str
    name: str
    why: str


@dataclass(frozen=True)
class Guess:
    """What was guessed, likeliest first; nothing where nobody is named. `wording` is exact where most of it stands in quotation marks."""

    accounts: tuple[Proposed, ...]
    contacts: tuple[Proposed, ...]
    wording: Wording


def guess(words: str, *, viewer: Viewer, account: str = "") -> Guess:
    """Return the accounts and people that `words` name; with `account`, only people there."""
    heard = _Heard(words)
    people = frozenset(first_word(word) for word in heard.capitals)
    asked = Asked(people=people, addresses=frozenset(heard.addresses), every_account=True)
    directory = directories.load_part(asked, viewer=viewer)
    named = _named_accounts(directory, heard)
    hits = _named_people(directory, heard, set(named), account)
    scores: dict[str, float] = defaultdict(float, dict.fromkeys(named, float(_BY)))
    for place, points, _ in hits:
        scores[place.account] += points
    best = {place.account: place for place, points, _ in reversed(hits) if points >= _ALONE}
    accounts = [
        Proposed(pk, directory.accounts[pk], named.get(pk) or f"where {best[pk].name.split()[0]} is")
        for pk, _ in sorted(scores.items(), key=lambda one: (-one[1], directory.accounts[one[0]]))
        if pk in named or pk in best
    ]
    first = accounts[0].id if accounts and not account else account
    contacts = [
        Proposed(place.contact, place.name, why)
        for place, points, why in hits
        if points >= _ALONE or place.account == first
    ]
    return Guess(tuple(accounts[:4]), tuple(contacts[:4]), _wording(words))


class _Heard:
    """The words of a text as they are compared with names."""

    def __init__(self, words: str) -> None:
        text = words[:4000]
        self.addresses = {address.lower() for address in _ADDRESS.findall(text)}
        self.folded = f" {fold(' '.join(_WORD.findall(text)))} "
        self.words = {form for word in self.folded.split() for form in (word, re.sub(r"['’]s$", "", word))}
        # Names are written with a capital; "may" and "bill" are not people.
        self.capitals = {fold(re.sub(r"['’]s$", "", word)) for word in _WORD.findall(text) if word[0].isupper()}

    def says(self, name: str) -> bool:
        plain = " ".join(_WORD.findall(name))
        return bool(plain) and (f" {plain} " in self.folded or f" {plain}'s " in self.folded)


def _named_accounts(directory: Directory, heard: _Heard) -> dict[str, str]:
    """Accounts that are named in full, by their mail domain, or by a word of their name that no other account has."""
    found: dict[str, str] = {}
    for address in heard.addresses:
        pk = directory.domains.get(directories.domain_of(address))
        if pk:
            found[pk] = "their address is in it"
    owners: dict[str, set[str]] = defaultdict(set)
    for name, pks in directory.accounts_by_name.items():
        words = _WORD.findall(name)
        if heard.words.isdisjoint(words):
            continue
        if heard.says(name):
            found |= dict.fromkeys(pks, "named in it")
        for word in words:
            owners[word].update(pks)
    for word in heard.capitals:
        only = owners.get(word, set())
        if len(only) == 1 and len(word) >= 4 and word not in _PLAIN:
            found.setdefault(next(iter(only)), "named in it")
    return found


def _named_people(
    directory: Directory, heard: _Heard, accounts: set[str], account: str
) -> list[tuple[Place, float, str]]:
    """People who are named, with points: an address, a full name, a first name that only one has, a first name that several have."""
    hits: list[tuple[Place, str]] = []
    for place in directory.places.values():
        if place.until_on is None and account in ("", place.account):
            first = place.folded.partition(" ")[0]
            hits += [(place, first)] if first in heard.capitals else []
    persons = {address: directory.persons_by_address.get(address) for address in heard.addresses}
    for person in filter(None, persons.values()):
        hits += [(place, "") for place in directory.places_by_person[person] if place.until_on is None]
    holders = Counter(first for _, first in {(place.person, first) for place, first in hits})
    found = {place.contact: (place, *_points(place, first, holders[first], heard, accounts)) for place, first in hits}
    return sorted((one for one in found.values() if one[1] > 0), key=lambda one: (-one[1], one[0].name, one[0].contact))


def _points(place: Place, first: str, holders: int, heard: _Heard, accounts: set[str]) -> tuple[float, str]:
    here = 1.0 if place.account in accounts else 0.0
    if not first:
        return _BY + here, "their address is in it"
    if heard.says(place.folded):
        return _FULL + here, "named in it"
    if here:
        return _ALONE + here, "of that name there"
    return (_ALONE, f"the only {place.name.split()[0]} we know") if holders == 1 else (_FIRST, "of that name")


def _wording(words: str) -> Wording:
    quoted = sum(len(one) for one in _QUOTED.findall(words))
    return Wording.EXACT if quoted >= 0.6 * len(words.strip()) and quoted else Wording.REPORTED
