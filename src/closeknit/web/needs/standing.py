"""The side of a need's page: how much it matters and how well it is met, whether it rises, and who says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.accounts import queries as account_queries
from closeknit.analysis.needs.opportunity import Basis, Opportunity, Range
from closeknit.kit.look.charts import Gauge
from closeknit.kit.viewer import Viewer
from closeknit.needs.queries import GroupVoice, Voices
from closeknit.web.accounts import labels
from closeknit.web.needs import plot

# With more people than this the list of whom to rate for is that of the accounts that speak of the need.
MOST_PEOPLE = 400


@dataclass(frozen=True)
class Figure:
    """One line of the gauges; `most` is the end of its scale."""

    name: str
    gauge: Gauge
    value: float
    most: int


@dataclass(frozen=True)
class Standing:
    """Where the need stands, as lines, and what that rests on."""

    figures: tuple[Figure, ...]
    is_estimate: bool
    why: str
    few: str


@dataclass(frozen=True)
class VoiceLine:
    """One account with its part of the largest worth, 0-1."""

    account_id: str
    account: str
    worth_minor: int | None
    n: int
    part: float


@dataclass(frozen=True)
class GroupLine:
    """One group and how many of it say so."""

    name: str
    said: str
    part: float


@dataclass(frozen=True)
class Who:
    """Who says it and who does not, as lines; `groups` by kind, stage and region, each with its heading."""

    lines: tuple[VoiceLine, ...]
    together: str
    silent: tuple[VoiceLine, ...]
    n_silent: int
    groups: tuple[tuple[str, tuple[GroupLine, ...]], ...]


def standing_of(place: Opportunity, few: Opportunity | None) -> Standing:
    """Return the gauges of a need, and in a line what its ratings say where they are too few."""
    is_estimate = place.basis == Basis.EVIDENCE
    return Standing(
        figures=(
            _figure("How much it matters", place.importance, 10, is_estimate),
            _figure("How well it is met", place.satisfaction, 10, is_estimate),
            _figure("Opportunity", place.score, 20, is_estimate),
        ),
        is_estimate=is_estimate,
        why=place.why,
        few=(
            f"{few.why} So far it matters {few.importance.value:.1f} to them and is met {few.satisfaction.value:.1f}."
            if few
            else ""
        ),
    )


def who_of(voices: Voices) -> Who:
    """Return who says a need, as the page shows it."""
    most = max((one.worth_minor or 0 for one in voices.saying), default=0)
    lines = [
        VoiceLine(one.account_id, one.account, one.worth_minor, one.n_sentences, (one.worth_minor or 0) / (most or 1))
        for one in voices.saying
    ]
    silent = [VoiceLine(one.account_id, one.account, one.worth_minor, 0, 0) for one in voices.silent]
    together = f"{voices.n_saying} of {voices.n_heard} accounts that were heard"
    if voices.worth_share is not None:
        together += f", {voices.worth_share:.0%} of their worth"
    several = (
        ("By kind", _groups(voices.by_kind, labels.KINDS)),
        ("By stage", _groups(voices.by_stage, labels.STAGES)),
        ("By region", _groups(voices.by_region, {"": "here"})),
    )
    return Who(
        lines=tuple(lines),
        together=together,
        silent=tuple(silent),
        n_silent=voices.n_heard - voices.n_saying,
        groups=tuple((name, lines) for name, lines in several if len(lines) > 1),
    )


def people_to_rate(accounts: Sequence[str], viewer: Viewer) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return account → (contact, name) of whom one can enter a rating for, by account."""
    # Of a large house no more is read than what tells that it is large.
    is_small = account_queries.count_contacts(viewer=viewer, most=MOST_PEOPLE + 1) <= MOST_PEOPLE
    of_them = account_queries.list_contacts_of
    people = account_queries.list_contacts(viewer=viewer) if is_small else of_them(accounts, viewer=viewer)
    by_account: dict[str, list[tuple[str, str]]] = {}
    for one in people:
        by_account.setdefault(one.account, []).append((one.id, one.name))
    return sorted(by_account.items(), key=lambda one: one[0].casefold())


def _figure(name: str, one: Range, most: int, is_estimate: bool) -> Figure:
    said = f"{name}: {plot.say_range(one)} of {most}"
    gauge = Gauge(one.value / most, one.low / most, one.high / most, stale=is_estimate, said=said)
    return Figure(name, gauge, round(one.value, 1), most)


def _groups(several: Sequence[GroupVoice], names: dict[str, str]) -> tuple[GroupLine, ...]:
    return tuple(
        GroupLine(
            names.get(one.code, one.code.rpartition("/")[2].replace("_", " ")),
            f"{one.n_saying} of {one.n_heard}",
            one.n_saying / one.n_heard,
        )
        for one in several
    )
