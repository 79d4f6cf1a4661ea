"""Speakers who wait for a person to say who they are: grouped as they are written, with their words as a sample."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from closeknit.accounts import directory as directories
from closeknit.accounts import matching
from closeknit.accounts.directory import Directory
from closeknit.accounts.matching import Candidate
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import placements
from closeknit.touchpoints.models import Participation, Touchpoint, Turn

_SAMPLES = 2
_MOST_ALONE = 20
_Group = tuple[str, str, str]


@dataclass(frozen=True)
class Sample:
    """Some of what a speaker said, and where."""

    text: str
    touchpoint_id: str
    medium: str
    said_at: datetime


@dataclass(frozen=True)
class WaitingSpeaker:
    """A name or address as written, where it was read, what was said, and who may be meant.

    `touchpoint_id` is set where it is decided for that conversation alone: the label names nobody in particular, or it came by a mail of
    which nothing proves who sent it (`is_unproven`).
    """

    written: str
    address: str
    written_account: str
    account_id: str
    account: str
    touchpoint_id: str
    n_touchpoints: int
    samples: tuple[Sample, ...]
    candidates: tuple[Candidate, ...]
    is_unproven: bool


def list_waiting(*, viewer: Viewer, limit: int = 30) -> list[WaitingSpeaker]:
    """Return the speakers who wait, those of most conversations first; whoever was only written to waits for nobody."""
    counts, spelled = _group(viewer)
    groups = sorted(counts, key=lambda group: (-counts[group], group))[:limit]
    if not groups:
        return []
    directory = directories.load(viewer)
    unproven = set(placements.select_unproven(viewer).filter(touchpoint__in=[alone for _, _, alone in groups if alone]))
    return [
        _speaker(group, spelled[group], counts[group], directory, viewer, is_unproven=group[2] in unproven)
        for group in groups
    ]


def count_waiting(*, viewer: Viewer, source: str = "") -> int:
    """Return how many speakers wait, in all or in what one import brought."""
    rows = Participation.objects.visible_to(viewer).filter(is_unsure=True, is_speaker=True)
    rows = rows.filter(touchpoint__source=source) if source else rows
    return rows.order_by().values("written", "address", "touchpoint__account").distinct().count()


def _group(viewer: Viewer) -> tuple[Counter[_Group], dict[_Group, set[tuple[str, str, str]]]]:
    counts: Counter[_Group] = Counter()
    spelled: dict[_Group, set[tuple[str, str, str]]] = {}
    everybody = Participation.objects.visible_to(viewer).filter(is_unsure=True, is_speaker=True).order_by()
    unproven = everybody.filter(touchpoint__in=placements.select_unproven(viewer)).order_by("-touchpoint")
    for written, address, touchpoint in unproven.values_list("written", "address", "touchpoint_id")[:_MOST_ALONE]:
        group = (matching.key_of(written, address), "", touchpoint)
        counts[group] = 1
        spelled[group] = {(written, address, "")}
    waiting = everybody.exclude(touchpoint__in=placements.select_unproven(viewer))
    columns = ("written", "address", "written_account", "touchpoint__account_id")
    for written, address, elsewhere, account, n in waiting.values_list(*columns).annotate(n=Count("pk")):
        alone = [""]
        if matching.is_generic(written) and not address:
            # A label that names nobody is somebody else in each conversation.
            same = waiting.filter(written=written, address="", touchpoint__account=account)
            alone = list(same.order_by("-touchpoint").values_list("touchpoint_id", flat=True)[:_MOST_ALONE])
        for touchpoint in alone:
            group = (matching.key_of(written, address), account or "", touchpoint)
            counts[group] += 1 if touchpoint else n
            spelled.setdefault(group, set()).add((written, address, elsewhere))
    return counts, spelled


def _speaker(
    group: _Group,
    spelled: set[tuple[str, str, str]],
    n: int,
    directory: Directory,
    viewer: Viewer,
    *,
    is_unproven: bool,
) -> WaitingSpeaker:
    _, account, alone = group
    written, address, written_account = sorted(spelled)[-1]
    return WaitingSpeaker(
        written=written,
        address=address,
        written_account=written_account,
        account_id=account,
        account=directory.accounts.get(account, ""),
        touchpoint_id=alone,
        n_touchpoints=n,
        samples=_samples({(name, mail) for name, mail, _ in spelled}, account, alone, viewer),
        candidates=tuple(_candidates(directory, written, address, account)),
        is_unproven=is_unproven,
    )


def _candidates(directory: Directory, written: str, address: str, account: str) -> list[Candidate]:
    """Whose address it says comes first: whoever looks at an unproven mail has to weigh just that."""
    person = directory.persons_by_address.get(address.lower(), "")
    named = [
        Candidate(place.contact, place.name, place.account, directory.accounts[place.account], 100.0)
        for place in directory.places_by_person.get(person, [])
        if place.until_on is None
    ]
    known = {one.contact for one in named}
    return named + [
        one for one in matching.propose(directory, written, account=account or None) if one.contact not in known
    ]


def _samples(spelled: set[tuple[str, str]], account: str, alone: str, viewer: Viewer) -> tuple[Sample, ...]:
    written, address = sorted(spelled)[-1]
    parts = Participation.objects.visible_to(viewer).filter(
        is_unsure=True, is_speaker=True, written=written, address=address
    )
    parts = parts.filter(touchpoint=alone) if alone else parts.filter(touchpoint__account=account or None)
    first = list(parts.order_by("pk").values_list("pk", flat=True)[:_SAMPLES])
    turns = Turn.objects.visible_to(viewer).filter(speaker__in=first).order_by("speaker_id", "position")
    found = list(turns.values_list("text", "touchpoint_id")[:_SAMPLES])
    rows = Touchpoint.objects.visible_to(viewer).in_bulk([touchpoint for _, touchpoint in found])
    return tuple(
        Sample(text, touchpoint, rows[touchpoint].medium, rows[touchpoint].started_at) for text, touchpoint in found
    )
