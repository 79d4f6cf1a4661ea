"""The machine's name for a need: made from its first words, so that it settles early, and never over a person's."""

import functools
from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from closeknit.accounts.models import Account, Competitor, Person
from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.needs import naming as need_naming
from closeknit.analysis.text import wordlists
from closeknit.analysis.text.hearing import FOR_NEEDS
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Decision, Evidence, Figures, Need
from closeknit.verbatims import tasks as verbatim_tasks
from closeknit.verbatims.models import Vector, Verbatim

# The name is made from the first so many sentences, one step after the other as far as there are: it changes twice at most, then stays.
STEPS = (3, 12, 40)
BACKGROUND = 2_000


def rename(several: Sequence[Figures], *, viewer: Viewer) -> None:
    """Name the needs whose first words are others than those they were named from; those that a person has touched or seen keep theirs.

    A need that no name carries yet is still forming: it gathers words, and is listed once it has a name, or forty sentences.
    """
    touched = list_touched([one.need_id for one in several], viewer=viewer)
    names = functools.cache(lambda: list_names(viewer=viewer))
    for one in several:
        # A need can be opened before the machine has named it; then it has its first name yet to come.
        if one.need_id in touched or (one.need.opened_at is not None and one.named_from):
            one.change(is_forming=False)
            continue
        first = _first_words(one.need_id, one.n_sentences, viewer)
        made_from = sha256("\n".join(text for _, text, _ in first).encode()).hexdigest()
        if not first or made_from == one.named_from:
            continue
        named = _name(one.need, first, names(), viewer)
        one.need.change(statement=named.title[:200], subtitle=named.subtitle[:300])
        one.change(named_from=made_from, is_forming=not named.carries and one.n_sentences < STEPS[-1])


def list_touched(needs: Sequence[str], *, viewer: Viewer) -> set[str]:
    """Return those of `needs` that a person has named, decided about, or merged another into."""
    rows = Need.objects.visible_to(viewer).filter(pk__in=needs)
    touched = set(rows.filter(statement_by__isnull=False).values_list("pk", flat=True))
    decided = Decision.objects.visible_to(viewer).filter(need__in=needs)
    return touched | set(decided.values_list("need_id", flat=True).distinct())


def list_names(*, viewer: Viewer) -> frozenset[str]:
    """Return the words, in lower case, of all people's, accounts' and competitors' names: no title holds one that is written as a name."""
    written = [
        *Person.objects.visible_to(viewer).values_list("name", flat=True),
        *Account.objects.visible_to(viewer).values_list("name", flat=True),
        *Competitor.objects.visible_to(viewer).values_list("name", flat=True),
    ]
    return frozenset(word for name in written for word in name.lower().split()) - wordlists.SMALL_WORDS


def speaks_of_needs() -> list[str]:
    """Return the codes of the signals that let a sentence be laid beside the needs."""
    return [SignalCode(code).value for code in FOR_NEEDS]


def _first_words(need: str, n: int, viewer: Viewer) -> list[tuple[int, str, str]]:
    size = max((step for step in STEPS if n >= step), default=n)
    first = Evidence.objects.visible_to(viewer).filter(need_id=need).order_by("verbatim__position")
    return list(first.values_list("verbatim__position", "verbatim__text", "verbatim_id")[:size])


def _name(need: Need, first: list[tuple[int, str, str]], names: frozenset[str], viewer: Viewer) -> need_naming.Named:
    vectors = dict(
        Vector.objects.visible_to(viewer).filter(pk__in=[pk for _, _, pk in first]).values_list("pk", "data")
    )
    known = [(text, vectors[pk]) for _, text, pk in first if pk in vectors]
    texts = [text for text, _ in known]
    if not texts:
        return need_naming.Named(need.statement, need.subtitle, "", "none")
    rows = np.array([np.frombuffer(data, dtype="<f2") for _, data in known]).astype(np.float32)
    around = Verbatim.objects.visible_to(viewer).filter(state="heard", position__lte=first[-1][0])
    background = need_naming.Background.of(around.order_by("-position").values_list("text", flat=True)[:BACKGROUND])
    taken = set(Need.objects.visible_to(viewer).exclude(pk=need.pk).values_list("statement", flat=True))
    # Step by step, so that a name stays that is still nearly the best; and always the same steps, whenever it was counted.
    named = None
    for size in [*(step for step in STEPS if step < len(texts)), len(texts)]:
        named = need_naming.name_need(
            texts[:size],
            rows[:size],
            background,
            taken,
            names=names,
            embed=verbatim_tasks.hearer().embed,
            current=named.title if named else "",
        )
    assert named is not None
    return named
