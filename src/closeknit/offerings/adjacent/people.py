"""Who would talk about a group of needs, and the words that speak strongest for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from closeknit.accounts.models import Contact, PersonAddress
from closeknit.analysis.kinds import Wording
from closeknit.kit.viewer import Viewer
from closeknit.offerings.adjacent import finding
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.consents import queries as consent_queries
from closeknit.verbatims.consents.queries import ConsentRow
from closeknit.verbatims.queries import VerbatimRow

MOST_TALKERS = 12
MOST_WORDS = 8
_LOOKED_AT = 300


@dataclass(frozen=True)
class Talker:
    """Somebody whose words stand behind a group and who is still there: how often they said it, and last when, in which words.

    `consent` is what they allowed of these words, None for nothing. `email` is "" where none is known.
    """

    contact_id: str
    person_id: str
    name: str
    title: str
    account_id: str
    account: str
    email: str
    n_sentences: int
    last_said_at: datetime
    words: VerbatimRow
    consent: ConsentRow | None


def list_talkers(needs: Sequence[str], *, viewer: Viewer) -> list[Talker]:
    """Return who said these needs and has not left, whoever said it most often first, then last; at most twelve."""
    said = finding.select_words(needs, viewer).filter(
        verbatim__contact__isnull=False, verbatim__contact__until_on__isnull=True
    )
    counted = said.values("verbatim__contact_id").annotate(n=Count("verbatim_id", distinct=True), last=Max("said_at"))
    rows = list(counted.order_by("-n", "-last", "verbatim__contact_id")[:MOST_TALKERS])
    ids = [row["verbatim__contact_id"] for row in rows]
    newest: dict[str, str] = {}
    theirs = said.filter(verbatim__contact__in=ids).order_by("-said_at", "-pk")
    for contact, verbatim in theirs.values_list("verbatim__contact_id", "verbatim_id")[:_LOOKED_AT]:
        newest.setdefault(contact or "", verbatim)
    words = {one.contact_id: one for one in verbatim_queries.list_verbatims(list(newest.values()), viewer=viewer)}
    consents = consent_queries.list_consents(list(newest.values()), viewer=viewer)
    contacts = Contact.objects.visible_to(viewer).select_related("person", "account").in_bulk(ids)
    people = [one.person_id for one in contacts.values()]
    addresses = PersonAddress.objects.visible_to(viewer).filter(person__in=people, kind="email").order_by("pk")
    emails = dict(addresses.values_list("person_id", "value"))
    return [
        Talker(
            contact_id=one,
            person_id=contacts[one].person_id,
            name=contacts[one].person.name,
            title=contacts[one].title,
            account_id=contacts[one].account_id,
            account=contacts[one].account.name,
            email=emails.get(contacts[one].person_id, ""),
            n_sentences=row["n"],
            last_said_at=row["last"],
            words=words[one],
            consent=consents.get(words[one].id),
        )
        for row in rows
        if (one := row["verbatim__contact_id"]) in contacts and one in words
    ]


def list_strongest(needs: Sequence[str], *, viewer: Viewer, most: int = MOST_WORDS) -> list[VerbatimRow]:
    """Return the words that speak strongest: confirmed before not, theirs before retold, nearest first; one sentence of an account."""
    rows = finding.select_words(needs, viewer).order_by("-strength", "-said_at", "-pk")
    found = rows.values_list("verbatim_id", "account_id", "verbatim__wording", "confirmed_at")[:_LOOKED_AT]
    ordered = sorted(found, key=lambda one: (one[3] is None, one[2] != Wording.EXACT))
    chosen: dict[str, str] = {}
    for verbatim, account, *_ in ordered:
        chosen.setdefault(account or "", verbatim)
    return verbatim_queries.list_verbatims(list(chosen.values())[:most], viewer=viewer)
