"""Handing in what was heard together with what was promised in it: one act, one undo."""

from collections.abc import Sequence
from datetime import datetime

from closeknit.kit.capabilities import Capability
from closeknit.kit.operation import operation
from closeknit.kit.refusals import Refused
from closeknit.kit.viewer import Viewer
from closeknit.today import logging
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints import queries as touchpoint_queries
from closeknit.touchpoints.drafts import Line, Speaker
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims import telling


class PromisedToNobody(Refused):
    """A promise has two sides, and the other one is not named."""


@operation(Capability.HAND_IN)
def hand_in(
    *,
    words: str,
    promised: str,
    viewer: Viewer,
    at: datetime,
    is_chosen: bool = False,
    account: str | None = None,
    contact: str | None = None,
    wording: str = "",
) -> str:
    """Store what somebody handed in, and write down what one line promises; return the touchpoint's id.

    Raises what `hand_in_words` raises, PromisedToNobody where no account is named, or a promise's refusal; then nothing is kept.
    """
    touchpoint = touchpoint_operations.hand_in_words(
        words=words,
        is_chosen=is_chosen,
        account=account,
        contact=contact,
        wording=wording,
        viewer=viewer,
        at=at,
    )
    return _promise(touchpoint, promised, viewer, at)


@operation(Capability.HAND_IN)
def record(
    *,
    lines: Sequence[Line],
    speakers: Sequence[Speaker],
    account: str | None,
    wording: str,
    medium: str,
    started_at: datetime,
    promised: str,
    viewer: Viewer,
    at: datetime,
) -> str:
    """Store what customers said, and write down what one line promises; return the touchpoint's id.

    Raises what `record_words` raises, PromisedToNobody where no account is named, or a promise's refusal; then nothing is kept.
    """
    touchpoint = touchpoint_operations.record_words(
        lines=lines,
        speakers=speakers,
        account=account,
        wording=wording,
        medium=medium,
        started_at=started_at,
        viewer=viewer,
        at=at,
    )
    return _promise(touchpoint, promised, viewer, at)


def _promise(touchpoint: str, promised: str, viewer: Viewer, at: datetime) -> str:
    if promised.strip():
        if not touchpoint_queries.get_touchpoint(touchpoint, viewer=viewer).row.account_id:
            raise PromisedToNobody(
                "Say at which account this was promised: a promise has two sides. Nothing was kept yet; all you wrote is below."
            )
        logging.promise_of_words(
            touchpoint=touchpoint,
            promised=promised,
            verbatim=_first_words(touchpoint, viewer, at),
            viewer=viewer,
            at=at,
        )
    return touchpoint


def _first_words(touchpoint: str, viewer: Viewer, at: datetime) -> str | None:
    """Return the first of the words that were just handed in, so that the promise's thread begins there.

    They are cut now where nothing else waits before them; behind a large import they are not waited for.
    """
    verbatim_operations.cut_next(viewer=viewer, at=at)
    found = telling.list_ids_of_touchpoints([touchpoint], viewer=viewer).get(touchpoint, [])
    return found[0] if found else None
