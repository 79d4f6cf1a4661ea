"""What goes out of a challenge, word by word: a customer's sentence as far as they allow it, else what they meant in one of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closeknit.analysis.kinds import Audience, Wording
from closeknit.ideas.models import BriefLine, Challenge, Criterion
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.consents import queries as consents
from closeknit.verbatims.consents.queries import ConsentRow
from closeknit.verbatims.queries import VerbatimRow

# A challenge goes to people of other companies than the speaker's.
GOES_TO = Audience.PORTAL


@dataclass(frozen=True)
class Line:
    """One line of the brief: `text` is what goes out, "" where nothing may yet; `why_not` says why the words themselves do not.

    `by` is the name under a quotation, "" where its speaker wants none.
    """

    id: str
    words: VerbatimRow
    consent: ConsentRow | None
    paraphrase: str
    is_quote: bool
    text: str
    by: str
    why_not: str


@dataclass(frozen=True)
class Brief:
    """All that goes out. `held` are the lines that keep it from going."""

    title: str
    wish: str
    way: str
    background: str
    lines: tuple[Line, ...]
    criteria: tuple[str, ...]
    reward: str
    closes_on: date | None

    @property
    def held(self) -> tuple[Line, ...]:
        """Return the lines whose words may not go out and for which there is no sentence of ours."""
        return tuple(line for line in self.lines if not line.text)


def write_brief(row: Challenge, *, viewer: Viewer, criteria: Sequence[str] | None = None) -> Brief:
    """Return what goes out of a challenge as it stands now: a consent that was withdrawn since holds its line back."""
    if criteria is None:
        rows = Criterion.objects.visible_to(viewer).filter(challenge=row).order_by("-weight", "pk")
        criteria = list(rows.values_list("text", flat=True))
    return Brief(
        title=row.title,
        wish=row.wish,
        way=row.way,
        background=row.background,
        lines=list_lines(row.pk, viewer=viewer),
        criteria=tuple(criteria),
        reward=row.reward,
        closes_on=row.closes_on,
    )


def list_lines(challenge: str, *, viewer: Viewer) -> tuple[Line, ...]:
    """Return the lines of a brief in the order in which they were laid in."""
    rows = list(BriefLine.objects.visible_to(viewer).filter(challenge=challenge).order_by("pk"))
    ids = [row.verbatim_id for row in rows]
    words = {one.id: one for one in verbatim_queries.list_verbatims(ids, viewer=viewer)}
    allowed = consents.list_consents(ids, viewer=viewer)
    return tuple(
        _line(row, words[row.verbatim_id], allowed.get(row.verbatim_id)) for row in rows if row.verbatim_id in words
    )


def _line(row: BriefLine, words: VerbatimRow, consent: ConsentRow | None) -> Line:
    is_quote = not row.paraphrase and consents.can_quote(words.wording, consent, to=GOES_TO)
    is_named = is_quote and consent is not None and consent.is_named
    return Line(
        id=row.pk,
        words=words,
        consent=consent,
        paraphrase=row.paraphrase,
        is_quote=is_quote,
        text=words.text if is_quote else row.paraphrase,
        by=", ".join(filter(None, (words.speaker, words.account))) if is_named else "",
        why_not="" if is_quote else _why_not(words, consent),
    )


def _why_not(words: VerbatimRow, consent: ConsentRow | None) -> str:
    if words.wording == Wording.REPORTED:
        return f"{words.told_by or 'One of us'} wrote this down: it is no quotation."
    if consent is None:
        return f"{words.speaker or 'Whoever said it'} has not allowed us to show it."
    if not consents.can_quote(words.wording, consent, to=GOES_TO):
        return f"{words.speaker} allowed it for colleagues only."
    return ""
