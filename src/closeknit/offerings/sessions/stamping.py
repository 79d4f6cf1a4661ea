"""The number by which others see that something is new: it rises in the transaction of whatever they should see."""

from django.db import models
from django.db.models import F

from closeknit.kit import undo
from closeknit.offerings.models import (
    RedesignSession,
    SessionMember,
    SessionRequirement,
    SessionTalk,
    SkyEntry,
    VerdictVersion,
)


def rise(session: RedesignSession) -> None:
    """Let the session's stamp rise. Before `undo.keep` of the session: a step must not own the stamp, or nobody could take it back."""
    session.change(stamp=F("stamp") + 1)
    session.refresh_from_db(fields=["stamp"])


def watch_undo() -> None:
    """Let the stamp rise too where something was taken back."""
    for model in (SessionMember, SessionRequirement, SessionTalk, SkyEntry, VerdictVersion):
        undo.after_undo(model, _rise_all)
    undo.after_undo(RedesignSession, _rise_own)


def _rise_all(rows: list[models.Model]) -> None:
    _rise({row.session_id for row in rows if hasattr(row, "session_id")})


def _rise_own(rows: list[models.Model]) -> None:
    _rise({str(row.pk) for row in rows if row.pk})


def _rise(sessions: set[str]) -> None:
    found = RedesignSession.objects.unscoped(reason="what was taken back is news for everybody at the table")
    found.filter(pk__in=sessions).update(stamp=F("stamp") + 1)
