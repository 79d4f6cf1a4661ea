"""One cell of the life-support map in full: what is said, by whom, with which words, and how it came to be so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from closeknit.accounts import queries as account_queries
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.needs import figures
from closeknit.offerings import checks as offering_checks
from closeknit.offerings.models import Fit, FitChange, FitWords
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

MOST_OFFERED = 12
MOST_HISTORY = 20


@dataclass(frozen=True)
class JudgedRow:
    """What somebody said of a cell."""

    account_id: str
    account: str
    level: str
    why: str
    revision: int
    judged_by: str
    judged_at: datetime


@dataclass(frozen=True)
class PastRow:
    """One change of a cell; `account` is empty where it was said overall."""

    account: str
    before: str
    after: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class CellPage:
    """One cell: what is said for the account looked at (or overall), overall, and for others, with words and history.

    `words` say so; `offered` are words of the need that could: those of the account, or the newest of all.
    """

    offering_id: str
    offering: str
    need_id: str
    need: str
    account_id: str
    account: str
    here: JudgedRow | None
    overall: JudgedRow | None
    others: tuple[JudgedRow, ...]
    words: tuple[VerbatimRow, ...]
    offered: tuple[VerbatimRow, ...]
    history: tuple[PastRow, ...]


def get_cell(offering: str, need: str, *, viewer: Viewer, account: str = "") -> CellPage:
    """Return a cell, overall or for one account, or raise NotFound."""
    shipped, root = offering_checks.get_offering(offering, viewer=viewer), need_checks.get_target(need, viewer=viewer)
    at = account_queries.get_account(account, viewer=viewer) if account else None
    rows = Fit.objects.visible_to(viewer).filter(offering=shipped, need=root).select_related("judged_by", "account")
    fits = list(rows.order_by("account__name", "pk"))
    here = next((fit for fit in fits if (fit.account_id or "") == account), None)
    overall = next((fit for fit in fits if fit.account_id is None), None)
    shown = here or overall
    words = _words(shown, viewer) if shown else []
    offered = _offer(root.pk, account, viewer)
    laid = {row.id for row in words}
    return CellPage(
        offering_id=shipped.pk,
        offering=shipped.name,
        need_id=root.pk,
        need=root.statement,
        account_id=account,
        account=at.name if at else "",
        here=_judged(here) if here else None,
        overall=_judged(overall) if overall else None,
        others=tuple(_judged(fit) for fit in fits if fit.account_id and fit.account_id != account),
        words=tuple(words),
        offered=tuple(row for row in offered if row.id not in laid),
        history=tuple(_history(shipped.pk, root.pk, account, viewer)),
    )


def _judged(fit: Fit) -> JudgedRow:
    return JudgedRow(
        account_id=fit.account_id or "",
        account=fit.account.name if fit.account else "",
        level=fit.level,
        why=fit.why,
        revision=fit.revision,
        judged_by=fit.judged_by.name if fit.judged_by else "",
        judged_at=fit.judged_at,
    )


def _words(fit: Fit, viewer: Viewer) -> list[VerbatimRow]:
    laid = FitWords.objects.visible_to(viewer).filter(fit=fit).order_by("-verbatim__said_at", "pk")
    return verbatim_queries.list_verbatims(list(laid.values_list("verbatim_id", flat=True)), viewer=viewer)


def _offer(need: str, account: str, viewer: Viewer) -> list[VerbatimRow]:
    said = figures.words_of(need, viewer)
    said = said.filter(account=account) if account else said
    newest = said.order_by("-said_at", "-pk").values_list("verbatim_id", flat=True)[:MOST_OFFERED]
    return verbatim_queries.list_verbatims(list(newest), viewer=viewer)


def _history(offering: str, need: str, account: str, viewer: Viewer) -> list[PastRow]:
    changes = FitChange.objects.visible_to(viewer).filter(offering=offering, need=need)
    if account:
        changes = changes.filter(account=account) | changes.filter(account__isnull=True)
    columns = ("account__name", "before", "after", "changed_by__name", "changed_at")
    rows: Any = changes.order_by("-changed_at", "-pk").values_list(*columns)[:MOST_HISTORY]
    return [PastRow(of or "", before, after, by or "", moment) for of, before, after, by, moment in rows]
