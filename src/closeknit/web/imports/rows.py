"""A look into a file as the components of the page need it."""

from dataclasses import dataclass
from datetime import date

from closeknit.kit.look.rows import Quote
from closeknit.touchpoints.imports import Preview
from closeknit.touchpoints.readers.conversation import Conversation, Turn
from closeknit.web.quotes import MEDIA

_TURNS = 3


@dataclass(frozen=True)
class Glimpse:
    """One conversation as it would be read: what is known of it, and how it begins, each turn with what was asked."""

    facts: str
    quotes: tuple[tuple[str, Quote], ...]
    n_more: int


def quotes_of(preview: Preview) -> list[Glimpse]:
    """Return the first conversations of a file as quotes."""
    return [_glimpse(one) for one in preview.look.conversations]


def day_or_none(written: str) -> str:
    """Return a day as it was sent, or an empty string where it is none."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return ""


def _glimpse(one: Conversation) -> Glimpse:
    facts = [one.subject, one.place, *([f"for {one.account}"] if one.account else [])]
    if one.attachments:
        facts.append(f"without its attachments ({', '.join(one.attachments[:3])})")
    return Glimpse(
        facts=" · ".join(fact for fact in facts if fact),
        quotes=tuple((turn.prompt, _quote(turn, one)) for turn in one.turns[:_TURNS]),
        n_more=max(0, len(one.turns) - _TURNS),
    )


def _quote(turn: Turn, one: Conversation) -> Quote:
    said_at = turn.at or one.started_at
    return Quote(
        text=turn.text if len(turn.text) <= 400 else f"{turn.text[:400]}…",
        speaker=turn.speaker or turn.address,
        role=turn.address if turn.speaker else "",
        medium=MEDIA[one.medium],
        said_on=said_at.date() if said_at else None,
    )
