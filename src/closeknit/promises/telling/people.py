"""Whose words stood behind a promise: whom to tell how it ended, each with what they said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from closeknit.accounts.models import Contact, PersonAddress
from closeknit.analysis.kinds import Settlement, Stance
from closeknit.ideas.models import Idea, IdeaNeed, Vote
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need
from closeknit.promises.models import Promise, Told
from closeknit.verbatims.models import Verbatim

# The newest words of a need lead to its people; a need of ten thousand sentences is not read whole for one page.
MOST_WORDS = 600
WORDS_EACH = 3

PROMISED, SAID, NEED, IDEA, VOTE = "promised", "said", "need", "idea", "vote"


@dataclass(frozen=True)
class Behind:
    """One person behind a promise: why, the verbatims in which they said it (newest first), where to write to, since when they know.

    `reasons` are codes: it was promised to them, its words are theirs, they voiced the need, gave the idea, voted for it.
    """

    contact_id: str
    person_id: str
    name: str
    title: str
    account_id: str
    account: str
    address: str
    has_left: bool
    is_there: bool
    reasons: tuple[str, ...]
    verbatims: tuple[str, ...]
    told_id: str


@dataclass
class _Found:
    reasons: dict[str, None] = field(default_factory=dict)
    verbatims: dict[str, None] = field(default_factory=dict)

    def add(self, reason: str, verbatim: str | None = None) -> None:
        self.reasons[reason] = None
        if verbatim and len(self.verbatims) < WORDS_EACH:
            self.verbatims[verbatim] = None


_Behind = dict[str, dict[str, _Found]]


def list_behind(promises: Sequence[Promise], *, viewer: Viewer) -> dict[str, tuple[Behind, ...]]:
    """Return promise → the people whose words stood behind it; those at its own account first, then by name.

    Of a promise that was not kept only people at its own account are named: others were promised nothing. The statements do not
    grow with the promises.
    """
    found: _Behind = {one.pk: defaultdict(_Found) for one in promises}
    _add_own(promises, found, viewer)
    _add_ideas(promises, found, viewer)
    _add_needs(promises, found, viewer)
    contacts = _contacts({one for several in found.values() for one in several}, viewer)
    addresses = _addresses({row.person_id for row in contacts.values()}, viewer)
    told = _told(promises, viewer)
    return {one.pk: _rows(one, found[one.pk], contacts, addresses, told) for one in promises}


def list_needs_behind(promise: Promise, *, viewer: Viewer) -> list[str]:
    """Return the needs that a promise answers: its own, else those of its idea; merged ones as what they were merged into."""
    own = [promise.need_id] if promise.need_id else []
    if not own and promise.idea_id:
        own = list(IdeaNeed.objects.visible_to(viewer).filter(idea=promise.idea_id).values_list("need_id", flat=True))
    needs = Need.objects.visible_to(viewer).filter(pk__in=own).order_by("pk").values_list("pk", "merged_into_id")
    return list(dict.fromkeys(into or pk for pk, into in needs))


def _add_own(promises: Sequence[Promise], found: _Behind, viewer: Viewer) -> None:
    words = {one.verbatim_id for one in promises if one.verbatim_id}
    said = Verbatim.objects.visible_to(viewer).filter(pk__in=words, contact__isnull=False)
    speakers = dict(said.values_list("pk", "contact_id"))
    for one in promises:
        if one.contact_id:
            found[one.pk][one.contact_id].add(PROMISED)
        if speaker := speakers.get(one.verbatim_id or ""):
            found[one.pk][speaker].add(SAID, one.verbatim_id)


def _add_ideas(promises: Sequence[Promise], found: _Behind, viewer: Viewer) -> None:
    by_idea: dict[str, list[str]] = defaultdict(list)
    for one in promises:
        if one.idea_id:
            by_idea[one.idea_id].append(one.pk)
    if not by_idea:
        return
    family = Q(pk__in=by_idea) | Q(counts_in__in=by_idea)
    into: dict[str, str] = {}
    for pk, counts_in, contact, verbatim in (
        Idea.objects.visible_to(viewer)
        .filter(family)
        .order_by("pk")
        .values_list("pk", "counts_in_id", "contact_id", "verbatim_id")
    ):
        into[pk] = pk if pk in by_idea else counts_in or pk
        for promise in by_idea[into[pk]] if contact else ():
            found[promise][contact].add(IDEA, verbatim)
    votes = Vote.objects.visible_to(viewer).filter(idea__in=into, contact__isnull=False, withdrawn_at__isnull=True)
    for idea, contact in votes.order_by("pk").values_list("idea_id", "contact_id"):
        for promise in by_idea[into[idea]]:
            found[promise][contact].add(VOTE)


def _add_needs(promises: Sequence[Promise], found: _Behind, viewer: Viewer) -> None:
    by_need: dict[str, list[str]] = defaultdict(list)
    by_idea: dict[str, list[str]] = defaultdict(list)
    for one in promises:
        if one.need_id:
            by_need[one.need_id].append(one.pk)
        elif one.idea_id:
            by_idea[one.idea_id].append(one.pk)
    if by_idea:
        for idea, need in (
            IdeaNeed.objects.visible_to(viewer).filter(idea__in=by_idea).values_list("idea_id", "need_id")
        ):
            by_need[need] += by_idea[idea]
    for need, several in _families(by_need, viewer).items():
        by_need[need] = several
    said = Evidence.objects.visible_to(viewer).filter(
        need__in=by_need, stance=Stance.SUPPORTS, verbatim__contact__isnull=False
    )
    newest = said.order_by("-said_at", "-pk").values_list("need_id", "verbatim_id", "verbatim__contact_id")[:MOST_WORDS]
    for need, verbatim, contact in newest:
        for promise in by_need[need]:
            found[promise][contact].add(NEED, verbatim)


def _families(by_need: Mapping[str, list[str]], viewer: Viewer) -> dict[str, list[str]]:
    """Return the needs that were merged into these, or that these were merged into, with the promises that they stand behind too."""
    if not by_need:
        return {}
    near = Need.objects.visible_to(viewer).filter(
        Q(pk__in=by_need, merged_into__isnull=False) | Q(merged_into__in=by_need)
    )
    families: dict[str, list[str]] = {}
    for pk, into in near.values_list("pk", "merged_into_id"):
        families.setdefault(pk, []).extend(by_need.get(pk, []) + by_need.get(into, []))
        families.setdefault(into, []).extend(by_need.get(into, []) + by_need.get(pk, []))
    return {need: list(dict.fromkeys(several)) for need, several in families.items()}


def _contacts(wanted: Iterable[str], viewer: Viewer) -> dict[str, Contact]:
    rows = Contact.objects.visible_to(viewer).filter(pk__in=list(wanted)).select_related("person", "account")
    return {row.pk: row for row in rows}


def _addresses(people: Iterable[str], viewer: Viewer) -> dict[str, str]:
    known = PersonAddress.objects.visible_to(viewer).filter(person__in=list(people), kind="email").order_by("-pk")
    return dict(known.values_list("person_id", "value"))


def _told(promises: Sequence[Promise], viewer: Viewer) -> dict[tuple[str, str], str]:
    rows = Told.objects.visible_to(viewer).filter(
        promise__in=[one.pk for one in promises], settlement__over_at__isnull=True
    )
    return {(promise, contact): pk for pk, promise, contact in rows.values_list("pk", "promise_id", "contact_id")}


def _rows(
    promise: Promise,
    found: Mapping[str, _Found],
    contacts: Mapping[str, Contact],
    addresses: Mapping[str, str],
    told: Mapping[tuple[str, str], str],
) -> tuple[Behind, ...]:
    rows = []
    for pk, one in found.items():
        row = contacts.get(pk)
        is_there = row is not None and row.account_id == promise.account_id
        if row is None or not (is_there or promise.settlement == Settlement.KEPT or not promise.settlement):
            continue
        rows.append(
            Behind(
                contact_id=pk,
                person_id=row.person_id,
                name=row.person.name,
                title=row.title,
                account_id=row.account_id,
                account=row.account.name,
                address=addresses.get(row.person_id, ""),
                has_left=row.until_on is not None,
                is_there=is_there,
                reasons=tuple(one.reasons),
                verbatims=tuple(one.verbatims),
                told_id=told.get((promise.pk, pk), ""),
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.is_there, row.account, row.name, row.contact_id)))
