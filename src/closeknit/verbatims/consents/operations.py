"""Writes of consents: what a speaker allowed, and when they took it back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from closeknit.analysis.kinds import Audience
from closeknit.identity import queries as identity_queries
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import events
from closeknit.verbatims.consents import checks
from closeknit.verbatims.models import Consent, Verbatim


@operation(Capability.HAND_IN)
def record_consent(
    *,
    verbatims: Sequence[str],
    audience: str,
    medium: str,
    said_on: date,
    viewer: Viewer,
    at: datetime,
    is_named: bool = False,
) -> None:
    """Keep that the speaker of these words allowed us to show them; or raise NotFound, NobodyToAsk or BadConsent.

    `audience` says to whom: account (colleagues), portal (people of other companies) or public. What was allowed before is replaced.
    """
    reach, how = checks.read_reach(audience), checks.read_medium(medium)
    checks.check_day(said_on, today=identity_queries.today_at(at))
    for verbatim in dict.fromkeys(verbatims):
        words = checks.get_words(verbatim, viewer=viewer)
        known = Consent.objects.visible_to(viewer).filter(pk=words.pk).first()
        undo.keep(words)
        allowed: dict[str, Any] = {
            "audience": reach,
            "is_named": is_named,
            "medium": how,
            "said_on": said_on,
            "recorded_by_id": viewer.member,
            "recorded_at": at,
        }
        if known is None:
            undo.keep_new(Consent.objects.add(Consent(verbatim=words, **allowed)), subject=words.pk)
        else:
            undo.keep(known, subject=words.pk)
            known.change(**allowed)
        words.change(audience=reach)
        said = events.ConsentRecorded(
            subject=words.pk, account=words.account_id or "", audience=reach, is_named=is_named
        )
        record(said, viewer=viewer, at=at)


@operation(Capability.HAND_IN)
def withdraw_consent(*, verbatim: str, viewer: Viewer, at: datetime) -> None:
    """Keep words for our own eyes again, because their speaker said so; or raise NotFound."""
    words = Verbatim.objects.visible_to(viewer).filter(pk=verbatim).first()
    known = Consent.objects.visible_to(viewer).filter(pk=verbatim).first()
    if words is None or known is None:
        raise NotFound("Nobody allowed these words, so there is nothing to take back.")
    undo.keep(words, known, subject=words.pk)
    known.delete()
    words.change(audience=Audience.INTERNAL)
    record(events.ConsentWithdrawn(subject=words.pk, account=words.account_id or ""), viewer=viewer, at=at)
