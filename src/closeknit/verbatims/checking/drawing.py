"""Drawing sentences for a check, each with its chance: half from all words, half from what was heard as each signal."""

from dataclasses import dataclass
from random import Random

from django.db.models import Count

from closeknit.analysis.learning import sampling
from closeknit.analysis.text.signals import HOLDS
from closeknit.kit.viewer import Viewer
from closeknit.verbatims.models import Signal, Stream, Verbatim

# So many places of the stream are tried before words are counted through, which takes long where there are many; few places are empty.
_TRIES = 40


@dataclass(frozen=True)
class Choice:
    """A sentence that was drawn: its chance in one draw, and what the machine hears in it whatever people said of it."""

    verbatim: str
    chance: float
    heard: tuple[str, ...]


def draw(seed: int, size: int, *, viewer: Viewer) -> list[Choice]:
    """Return up to `size` different sentences; the same seed and the same words give the same ones."""
    words = Verbatim.objects.visible_to(viewer).filter(state="heard")
    n_all = words.count()
    on = Signal.objects.visible_to(viewer).filter(is_on=True, verbatim__state="heard")
    counts = {row["code"]: row["n"] for row in on.values("code").annotate(n=Count("pk")).order_by("code")}
    random = Random(seed)  # noqa: S311  # a sample that can be drawn again, not a secret
    drawn: dict[str, None] = {}
    for _ in range(size * 20):
        if len(drawn) >= min(size, n_all):
            break
        pool = sampling.choose_pool(counts, random)
        drawn[_draw_heard_as(pool, counts[pool], random, viewer) if pool else _draw_any(n_all, random, viewer)] = None
    return [_choose(verbatim, counts, n_all, viewer) for verbatim in list(drawn)[:size]]


def _draw_heard_as(code: str, count: int, random: Random, viewer: Viewer) -> str:
    rows = Signal.objects.visible_to(viewer).filter(code=code, is_on=True, verbatim__state="heard")
    place = random.randrange(count)
    return str(rows.order_by("-said_at", "-verbatim_id").values_list("verbatim_id", flat=True)[place])


def _draw_any(n_all: int, random: Random, viewer: Viewer) -> str:
    words = Verbatim.objects.visible_to(viewer).filter(state="heard")
    last = Stream.objects.visible_to(viewer).values_list("last_position", flat=True).first() or 0
    for _ in range(_TRIES if last else 0):
        # A place that holds no words is drawn anew: the others stay as likely as each other.
        found = words.filter(position=random.randint(1, last)).values_list("pk", flat=True).first()
        if found is not None:
            return found
    return str(words.order_by("position").values_list("pk", flat=True)[random.randrange(n_all)])


def _choose(verbatim: str, counts: dict[str, int], n_all: int, viewer: Viewer) -> Choice:
    rows = Signal.objects.visible_to(viewer).filter(verbatim=verbatim).order_by("code")
    signals = list(rows.values_list("code", "is_on", "probability", "decided_by_id"))
    on = [code for code, is_on, _, _ in signals if is_on]
    heard = [code for code, _, chance, _ in signals if chance >= HOLDS]
    return Choice(verbatim, sampling.tell_chance(on, counts, n_all), tuple(heard))
