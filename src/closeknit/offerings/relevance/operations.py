"""Writes of relevance: how a sentence compares us, as a person read it, and what we say of ourselves."""

from datetime import datetime

from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.offerings import checks as offering_checks
from closeknit.offerings.models import Advantage, Comparison
from closeknit.offerings.relevance import checks, events


@operation(Capability.SHAPE_OFFERINGS)
def read_comparison(
    *, verbatim: str, competitor: str, reads: str, viewer: Viewer, at: datetime, value: str = "", need: str = ""
) -> str:
    """Say how a sentence compares us with a competitor (by name), and in which value or need; return the reading's id.

    An empty `reads` says that it compares nothing: it leaves the sheet. Raises NotFound or BadComparison.
    """
    (words,) = need_checks.get_words([verbatim], viewer=viewer)
    rival, code = checks.get_competitor(competitor, viewer=viewer), checks.check_reading(reads)
    in_value = offering_checks.get_value(value, viewer=viewer).pk if value else None
    of_need = need_checks.get_target(need, viewer=viewer).pk if need else None
    by = viewer.member
    said = {"reads": code, "value_id": in_value, "need_id": of_need, "read_by_id": by, "read_at": at}
    row = Comparison.objects.visible_to(viewer).filter(verbatim=words, competitor=rival).first()
    if row is None:
        row = Comparison(id=ids.new("comparison"), verbatim=words, competitor=rival, **said)
        undo.keep_new(Comparison.objects.add(row))
    else:
        undo.keep(row)
        row.change(**said)
    read = events.ComparisonRead(
        subject=row.pk,
        account=words.account_id or "",
        verbatim=words.pk,
        competitor=rival.pk,
        reads=code,
        value=in_value or "",
        need=of_need or "",
    )
    record(read, viewer=viewer, at=at)
    return row.pk


@operation(Capability.SHAPE_OFFERINGS)
def claim_advantage(*, value: str, competitor: str, text: str, viewer: Viewer, at: datetime) -> str:
    """Say that in a value we are better than a competitor (by name), and return its id; or raise NotFound or BadAdvantage.

    Until customers say so it is shown as a hope.
    """
    of, rival = offering_checks.get_value(value, viewer=viewer), checks.get_competitor(competitor, viewer=viewer)
    row = Advantage.objects.add(
        Advantage(
            id=ids.new("advantage"),
            value=of,
            competitor=rival,
            text=checks.check_advantage(text, of, rival, viewer=viewer),
            said_by_id=viewer.member,
            said_at=at,
        )
    )
    undo.keep_new(row)
    record(events.AdvantageClaimed(subject=row.pk, value=of.pk, competitor=rival.pk), viewer=viewer, at=at)
    return row.pk


@operation(Capability.SHAPE_OFFERINGS)
def drop_advantage(*, advantage: str, viewer: Viewer, at: datetime) -> None:
    """Stop saying that of ourselves, or raise NotFound."""
    row = checks.get_advantage(advantage, viewer=viewer)
    undo.keep(row)
    dropped = events.AdvantageDropped(subject=row.pk, value=row.value_id, competitor=row.competitor_id)
    row.delete()
    record(dropped, viewer=viewer, at=at)
