"""How a new house begins: what has been done, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from closeknit.accounts import queries as account_queries
from closeknit.identity import queries as identity_queries
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import telling


@dataclass(frozen=True)
class FirstStep:
    """One of the first things to do: its code, and whether it is done."""

    code: str
    is_done: bool


def list_first_steps(*, viewer: Viewer, at: datetime) -> list[FirstStep]:
    """Return the first steps of a house in order, or an empty list once all of them are done."""
    steps = [
        FirstStep("accounts", account_queries.count_accounts(viewer=viewer) > 0),
        FirstStep("words", telling.has_any(viewer=viewer)),
        FirstStep("members", _is_anybody_else_here(viewer, at)),
    ]
    return [] if all(step.is_done for step in steps) else steps


def _is_anybody_else_here(viewer: Viewer, at: datetime) -> bool:
    if len(identity_queries.list_members(viewer=viewer)) > 1:
        return True
    return bool(identity_queries.list_open_invitations(viewer=viewer, at=at))
