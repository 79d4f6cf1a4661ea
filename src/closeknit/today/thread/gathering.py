"""What hangs together with one id: everything before it and everything behind it, room by room, in a fixed number of statements.

Of a need not every sentence is read: the oldest, those that its promises were made for, and the oldest of each person who was told. No
other sentence could be on the path that is shown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q

from closeknit.analysis.kinds import Stance
from closeknit.analysis.promises.thread import KINDS
from closeknit.ideas.models import Idea, IdeaNeed
from closeknit.kit import ids
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need
from closeknit.promises.models import Confirmation, Promise, SettlementRow, Told
from closeknit.verbatims.models import Verbatim

_MOST = 400


@dataclass
class Found:
    """The ids of each kind, which follows which, and the words that promises were made for."""

    of: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    own_words: set[tuple[str, str]] = field(default_factory=set)

    def link(self, source: str, target: str) -> None:
        """Say that one follows another, and keep both."""
        self.links[source].add(target)
        self.of[ids.kind_of(source)].add(source)
        self.of[ids.kind_of(target)].add(target)


def gather(start: str, *, viewer: Viewer, n_words: int = 0) -> Found:
    """Return what lies before and behind the step `start`; of its needs the words that could be on its path, and the `n_words` oldest."""
    found = Found()
    found.of[ids.kind_of(start)].add(start)
    below = _Below(found, viewer)
    below.go()
    above = _Above(found, viewer, start, n_words)
    above.go()
    return found


def find_start(wanted: str, *, viewer: Viewer) -> str | None:
    """Return the step that an id means: a need or an idea that was merged stands where it was merged into. None where there is none."""
    kind = ids.kind_of(wanted)
    if kind == "need":
        row = Need.objects.visible_to(viewer).filter(pk=wanted).values_list("merged_into_id", flat=True)
        return (row[0] or wanted) if row else None
    if kind == "idea":
        idea = Idea.objects.visible_to(viewer).filter(pk=wanted).values_list("counts_in_id", flat=True)
        return (idea[0] or wanted) if idea else None
    rows = {
        "verbatim": Verbatim.objects.visible_to(viewer),
        "promise": Promise.objects.visible_to(viewer),
        "settlement": SettlementRow.objects.visible_to(viewer),
        "told": Told.objects.visible_to(viewer),
        "confirmed": Confirmation.objects.visible_to(viewer).exclude(answer=""),
    }.get(kind)
    return wanted if rows is not None and rows.filter(pk=wanted).exists() else None


@dataclass
class _Below:
    """What follows: needs of words, ideas of needs, promises of all three, how they ended, who was told, what they said."""

    found: Found
    viewer: Viewer

    def go(self) -> None:
        of = self.found.of
        self._needs_of_words(of["verbatim"])
        self._ideas(of["need"], of["verbatim"])
        self._promises(of)
        settled = SettlementRow.objects.visible_to(self.viewer).filter(promise__in=of["promise"])
        self._links(settled.values_list("promise_id", "pk")[:_MOST])
        told = Told.objects.visible_to(self.viewer).filter(settlement__in=of["settlement"])
        self._links(told.values_list("settlement_id", "pk")[:_MOST])
        said = Confirmation.objects.visible_to(self.viewer).filter(told__in=of["told"]).exclude(answer="")
        self._links(said.values_list("told_id", "pk")[:_MOST])

    def _needs_of_words(self, words: Collection[str]) -> None:
        if words:
            stands = Evidence.objects.visible_to(self.viewer).filter(verbatim__in=words, stance=Stance.SUPPORTS)
            for word, need, into in stands.values_list("verbatim_id", "need_id", "need__merged_into_id"):
                self.found.link(word, into or need)

    def _ideas(self, needs: Collection[str], words: Collection[str]) -> None:
        if needs:
            answers = IdeaNeed.objects.visible_to(self.viewer).filter(
                Q(need__in=needs) | Q(need__merged_into__in=needs)
            )
            columns = answers.values_list("need_id", "need__merged_into_id", "idea_id", "idea__counts_in_id")
            for need, into, idea, counts_in in columns[:_MOST]:
                self.found.link(into or need, counts_in or idea)
        if words:
            given = Idea.objects.visible_to(self.viewer).filter(verbatim__in=words)
            for word, idea, counts_in in given.values_list("verbatim_id", "pk", "counts_in_id")[:_MOST]:
                self.found.link(word, counts_in or idea)

    def _promises(self, of: dict[str, set[str]]) -> None:
        near = Q(need__in=of["need"]) | Q(need__merged_into__in=of["need"]) | Q(idea__in=of["idea"])
        near |= Q(idea__counts_in__in=of["idea"]) | Q(verbatim__in=of["verbatim"])
        if of["need"] or of["idea"] or of["verbatim"]:
            _link_promises(Promise.objects.visible_to(self.viewer).filter(near), self.found, inside=of)

    def _links(self, pairs: Iterable[tuple[str, str]]) -> None:
        for source, target in pairs:
            self.found.link(source, target)


@dataclass
class _Above:
    """What came before: who was told of what, which promise ended so, what it answers, and the words behind all that."""

    found: Found
    viewer: Viewer
    start: str
    n_words: int

    def go(self) -> None:
        of, kind = self.found.of, ids.kind_of(self.start)
        place = KINDS.index(kind)
        if kind == "confirmed":
            said = Confirmation.objects.visible_to(self.viewer).filter(pk=self.start)
            self._links(said.values_list("told_id", "pk"))
        if place >= KINDS.index("told"):
            told = Told.objects.visible_to(self.viewer).filter(pk__in=of["told"])
            self._links(told.values_list("settlement_id", "pk"))
        if place >= KINDS.index("settlement"):
            settled = SettlementRow.objects.visible_to(self.viewer).filter(pk__in=of["settlement"])
            self._links(settled.values_list("promise_id", "pk"))
        if place >= KINDS.index("promise"):
            _link_promises(Promise.objects.visible_to(self.viewer).filter(pk__in=of["promise"]), self.found)
        if place >= KINDS.index("idea") and of["idea"]:
            self._needs_of_ideas(of["idea"])
        if place >= KINDS.index("need") and of["need"]:
            self._words_of_needs(of["need"])

    def _needs_of_ideas(self, ideas: Collection[str]) -> None:
        answers = IdeaNeed.objects.visible_to(self.viewer).filter(Q(idea__in=ideas) | Q(idea__counts_in__in=ideas))
        columns = answers.values_list("need_id", "need__merged_into_id", "idea_id", "idea__counts_in_id")
        for need, into, idea, counts_in in columns[:_MOST]:
            self.found.link(into or need, counts_in or idea)
        given = Idea.objects.visible_to(self.viewer).filter(Q(pk__in=ideas) | Q(counts_in__in=ideas))
        for idea, counts_in, word in given.values_list("pk", "counts_in_id", "verbatim_id"):
            if word:
                self.found.link(word, counts_in or idea)

    def _words_of_needs(self, needs: Collection[str]) -> None:
        inside = Q(need__in=needs) | Q(need__merged_into__in=needs)
        stands = Evidence.objects.visible_to(self.viewer).filter(inside, stance=Stance.SUPPORTS)
        stands = stands.annotate(into=F("need__merged_into_id")).order_by("said_at", "verbatim_id")
        columns = ("verbatim_id", "need_id", "into", "verbatim__contact_id")
        if self.n_words:
            self._link_words(stands.values_list(*columns)[: self.n_words])
        own = {word for _, word in self.found.own_words}
        told = Told.objects.visible_to(self.viewer).filter(pk__in=self.found.of["told"])
        people = set(told.values_list("contact_id", flat=True))
        if own:
            self._link_words(stands.filter(verbatim__in=own).values_list(*columns))
        if people:
            first: dict[tuple[str, str | None], tuple[str, str, str | None, str | None]] = {}
            for row in stands.filter(verbatim__contact__in=people).values_list(*columns)[:_MOST]:
                first.setdefault((row[2] or row[1], row[3]), row)
            self._link_words(first.values())
        for need in sorted(needs):
            self._link_words(stands.filter(Q(need=need) | Q(need__merged_into=need)).values_list(*columns)[:1])

    def _link_words(self, rows: Iterable[tuple[str, str, str | None, str | None]]) -> None:
        for word, need, into, _ in rows:
            self.found.link(word, into or need)

    def _links(self, pairs: Iterable[tuple[str, str]]) -> None:
        for source, target in pairs:
            self.found.link(source, target)


def _link_promises(rows: "object", found: Found, inside: dict[str, set[str]] | None = None) -> None:
    """Link promises to what they answer: all of it, or only to what is `inside` already."""
    before = {kind: set(several) for kind, several in inside.items()} if inside is not None else None
    columns = ("pk", "need_id", "need__merged_into_id", "idea_id", "idea__counts_in_id", "verbatim_id")
    for pk, need, need_into, idea, idea_into, word in rows.values_list(*columns)[:_MOST]:  # type: ignore[attr-defined]  # a queryset
        for kind, one in (("need", need_into or need), ("idea", idea_into or idea), ("verbatim", word)):
            if one and (before is None or one in before[kind]):
                found.link(one, pk)
        if word:
            found.own_words.add((pk, word))
