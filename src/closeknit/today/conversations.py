"""A conversation with the words that were heard in it, each in its place; and an account's conversations, each with what tells most."""

from collections import defaultdict
from dataclasses import dataclass

from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import conversations as touchpoint_conversations
from closeknit.touchpoints import queries as touchpoint_queries
from closeknit.touchpoints.conversations import ConversationRow
from closeknit.touchpoints.queries import TouchpointPage, TurnRow
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims import telling
from closeknit.verbatims.models import Verbatim
from closeknit.verbatims.queries import VerbatimRow


@dataclass(frozen=True)
class Stretch:
    """A stretch of a turn: one verbatim, or what stands between two (`verbatim` is None)."""

    text: str
    verbatim: VerbatimRow | None


@dataclass(frozen=True)
class Spoken:
    """One turn, cut where its verbatims begin and end."""

    turn: TurnRow
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Conversation:
    """One conversation in full; `n_heard` counts the sentences that were heard in it, `n_waiting` those still to be."""

    page: TouchpointPage
    spoken: tuple[Spoken, ...]
    n_heard: int
    n_waiting: int


@dataclass(frozen=True)
class Told:
    """One conversation on a line with the words in it that tell most; None where no words of theirs are cut yet."""

    row: ConversationRow
    words: VerbatimRow | None
    n_words: int


@dataclass(frozen=True)
class ToldPage:
    """Conversations of an account, newest first; `older` is the id to go on from, empty at the end."""

    rows: tuple[Told, ...]
    older: str


def get_conversation(touchpoint: str, *, viewer: Viewer) -> Conversation:
    """Return one conversation in full, its turns in order and each verbatim where it was said; or raise NotFound."""
    page = touchpoint_queries.get_touchpoint(touchpoint, viewer=viewer)
    places = Verbatim.objects.visible_to(viewer).filter(touchpoint=touchpoint).order_by("turn_id", "start")
    spans: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for turn, start, end, pk in places.values_list("turn_id", "start", "end", "pk"):
        spans[turn].append((start, end, pk))
    ids = [pk for several in spans.values() for _, _, pk in several]
    words = {row.id: row for row in verbatim_queries.list_verbatims(ids, viewer=viewer, with_signals=True)}
    n_waiting = sum(row.state == "waiting" for row in words.values())
    return Conversation(
        page=page,
        spoken=tuple(Spoken(turn, _cut(turn.text, spans.get(turn.id, []), words)) for turn in page.turns),
        n_heard=len(words) - n_waiting,
        n_waiting=n_waiting,
    )


def list_told(account: str, *, viewer: Viewer, older_than: str = "") -> ToldPage:
    """Return an account's conversations, newest first, from behind `older_than`, each with the words that tell most."""
    page = touchpoint_conversations.list_of_account(account, viewer=viewer, older_than=older_than)
    ids = telling.list_ids_of_touchpoints([row.id for row in page.rows], viewer=viewer)
    leading = [several[0] for several in ids.values() if several]
    words = {row.touchpoint_id: row for row in verbatim_queries.list_verbatims(leading, viewer=viewer)}
    return ToldPage(tuple(Told(row, words.get(row.id), len(ids.get(row.id, ()))) for row in page.rows), page.older)


def _cut(text: str, spans: list[tuple[int, int, str]], words: dict[str, VerbatimRow]) -> tuple[Stretch, ...]:
    stretches: list[Stretch] = []
    at = 0
    for start, end, pk in spans:
        if start > at:
            stretches.append(Stretch(text[at:start], None))
        stretches.append(Stretch(text[start:end], words.get(pk)))
        at = end
    if at < len(text):
        stretches.append(Stretch(text[at:], None))
    return tuple(stretches)
