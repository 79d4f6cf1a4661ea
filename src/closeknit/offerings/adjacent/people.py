"""Who would talk about a group of needs, and the words that speak strongest for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, OuterRef, Subquery

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


def list_people_and_words(
    needs: Sequence[str], *, viewer: Viewer, with_words: bool = True
) -> tuple[list[Talker], list[VerbatimRow]]:
    """Return who said these needs and has not left, whoever said it most often first, and the words that speak strongest for them."""
    counted, newest = _count_speakers(needs, viewer)
    strongest = _choose_strongest(needs, viewer) if with_words else []
    rows = verbatim_queries.list_verbatims([*newest.values(), *strongest], viewer=viewer)
    words = {one.id: one for one in rows}
    consents = consent_queries.list_consents(list(newest.values()), viewer=viewer)
    known = PersonAddress.objects.visible_to(viewer).filter(person=OuterRef("person"), kind="email").order_by("-pk")
    found = Contact.objects.visible_to(viewer).filter(pk__in=list(newest)).select_related("person", "account")
    contacts = {one.pk: one for one in found.annotate(email=Subquery(known.values("value")[:1]))}
    talkers = [
        Talker(
            contact_id=pk,
            person_id=contacts[pk].person_id,
            name=contacts[pk].person.name,
            title=contacts[pk].title,
            account_id=contacts[pk].account_id,
            account=contacts[pk].account.name,
            email=contacts[pk].email or "",
            n_sentences=n,
            last_said_at=last,
            words=words[newest[pk]],
            consent=consents.get(newest[pk]),
        )
        for pk, n, last in counted
        if pk in contacts and newest.get(pk) in words
    ]
    return talkers, [words[one] for one in strongest if one in words]


def list_strongest(needs: Sequence[str], *, viewer: Viewer) -> list[VerbatimRow]:
    """Return the words that speak strongest: confirmed before not, theirs before retold, nearest first; one sentence of an account."""
    return verbatim_queries.list_verbatims(_choose_strongest(needs, viewer), viewer=viewer)


def _count_speakers(needs: Sequence[str], viewer: Viewer) -> tuple[list[tuple[str, int, datetime]], dict[str, str]]:
    """Return (contact, sentences, last) of those who said most, and the newest words of each."""
    said = finding.select_words(needs, viewer).filter(
        verbatim__contact__isnull=False, verbatim__contact__until_on__isnull=True
    )
    counted = said.values("verbatim__contact_id").annotate(n=Count("verbatim_id", distinct=True), last=Max("said_at"))
    rows = [
        (row["verbatim__contact_id"] or "", row["n"], row["last"])
        for row in counted.order_by("-n", "-last", "verbatim__contact_id")[:MOST_TALKERS]
    ]
    newest: dict[str, str] = {}
    theirs = said.filter(verbatim__contact__in=[one for one, *_ in rows]).order_by("-said_at", "-pk")
    for contact, verbatim in theirs.values_list("verbatim__contact_id", "verbatim_id")[:_LOOKED_AT]:
        newest.setdefault(contact or "", verbatim)
    return rows, newest


def _choose_strongest(needs: Sequence[str], viewer: Viewer) -> list[str]:
    rows = finding.select_words(needs, viewer).order_by("-strength", "-said_at", "-pk")
    found = rows.values_list("verbatim_id", "account_id", "verbatim__wording", "confirmed_at")[:_LOOKED_AT]
    chosen: dict[str, str] = {}
    for verbatim, account, *_ in sorted(found, key=lambda one: (one[3] is None, one[2] != Wording.EXACT)):
        chosen.setdefault(account or "", verbatim)
    return list(chosen.values())[:MOST_WORDS]
