"""The wall inside the database: no row is read except through `visible_to(viewer)`, or by a longer name with a reason.

Each model declares its `scope` (who may see its rows), and for every link to an account or person what happens to it when two are merged
(`on_merge`) or one is erased (`on_erase`). A model without them fails the tests. `on_erase` also names a column that holds somebody's
address as text: who is erased must be looked for there as well.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q

from closeknit.analysis.kinds import Audience
from closeknit.kit.viewer import Viewer, ViewerKind

M = TypeVar("M", bound=models.Model)
NOTHING = Q(pk__in=[])
# The audiences that reach every contact of a row's own account.
WITHIN = (Audience.ACCOUNT, Audience.PORTAL, Audience.PUBLIC)


class ScopeError(RuntimeError):
    """Rows were asked for without saying who looks: a fault in our code, never a person's."""


class Scope(ABC):
    """Who may see the rows of one model."""

    @abstractmethod
    def rows(self, viewer: Viewer) -> Q:
        """Return the filter that leaves exactly the rows which `viewer` may see."""


@dataclass(frozen=True)
class Internal(Scope):
    """Our side only; `why` says what an outsider would learn from such a row."""

    why: str

    def rows(self, viewer: Viewer) -> Q:
        return Q() if viewer.is_ours else NOTHING


@dataclass(frozen=True)
class OfAccount(Scope):
    """Our side, and the contacts whose account it is where the row's audience reaches them.

    `account` is the path to the account's id. `audience` is the path to the audience code, None where every contact of the account may
    see the row. `speaker` is the path to the id of the contact who said it, for rows whose audience is *speaker*.
    """

    account: str
    audience: str | None = None
    speaker: str | None = None

    def rows(self, viewer: Viewer) -> Q:
        if viewer.is_ours:
            return Q()
        if viewer.kind is not ViewerKind.CONTACT or not viewer.accounts:
            return NOTHING
        own = Q(**{f"{self.account}__in": sorted(viewer.accounts)})
        if self.audience is None:
            return own
        reached = Q(**{f"{self.audience}__in": WITHIN})
        if self.speaker is not None:
            reached |= Q(**{self.audience: Audience.SPEAKER, self.speaker: viewer.id})
        return own & reached


@dataclass(frozen=True)
class Shared(Scope):
    """Our side, and whoever outside the row's audience reaches.

    A contact sees rows of the account whose space is looked at, where the audience (the code at the path `audience`) is *account* or wider,
    is *speaker* and the path `speaker` leads to this person, or is *chosen* and the path `chosen` leads to the account. With `is_wide` the
    audiences *portal* (everybody who is signed in) and *public* (everybody) reach beyond the account; without, they reach no further than
    *account* does, so that a row that was meant for one account is never opened to all by its code alone. `account` is None for rows that
    belong to no account.
    """

    audience: str
    account: str | None = None
    speaker: str | None = None
    chosen: str | None = None
    is_wide: bool = False

    def rows(self, viewer: Viewer) -> Q:
        if viewer.is_ours:
            return Q()
        reached = Q(**{self.audience: Audience.PUBLIC}) if self.is_wide else NOTHING
        if viewer.kind is not ViewerKind.CONTACT:
            return reached
        if self.is_wide:
            reached |= Q(**{self.audience: Audience.PORTAL})
        if self.speaker is not None:
            reached |= Q(**{self.audience: Audience.SPEAKER, self.speaker: viewer.id}) & self._own(viewer)
        if not viewer.accounts:
            return reached
        if self.account is not None:
            reached |= Q(**{f"{self.audience}__in": WITHIN}) & self._own(viewer)
        if self.chosen is not None:
            reached |= Q(**{self.audience: Audience.CHOSEN, f"{self.chosen}__in": sorted(viewer.accounts)})
        return reached

    def _own(self, viewer: Viewer) -> Q:
        return Q(**{f"{self.account}__in": sorted(viewer.accounts or ())}) if self.account is not None else Q()


@dataclass(frozen=True)
class OfPerson(Scope):
    """Our side, the person at the path `person`, and where `account` is a path, everybody in the shared site of that account."""

    person: str
    account: str | None = None

    def rows(self, viewer: Viewer) -> Q:
        if viewer.is_ours:
            return Q()
        if viewer.kind is not ViewerKind.CONTACT:
            return NOTHING
        own = Q(**{self.person: viewer.id})
        if self.account is not None and viewer.accounts:
            own |= Q(**{f"{self.account}__in": sorted(viewer.accounts)})
        return own


class OnMerge(StrEnum):
    """What becomes of a link when the row it points to is merged into another."""

    REPOINT = "repoint"
    JOIN = "join"
    KEEP = "keep"


class OnErase(StrEnum):
    """What becomes of a link, or its row, when the person or account it points to is erased."""

    BLANK = "blank"
    DELETE = "delete"
    KEEP = "keep"


class Rows(models.Manager[M], Generic[M]):
    """The only manager: rows come through `visible_to`, or through `unscoped` with a reason."""

    def get_queryset(self) -> NoReturn:
        raise ScopeError(
            f"{self.model.__name__}: say who looks with visible_to(viewer), or why nobody must with unscoped(reason=…)"
        )

    def visible_to(self, viewer: Viewer) -> models.QuerySet[M]:
        """Return the rows that `viewer` may see."""
        scope: Scope = self.model.scope  # type: ignore[attr-defined]  # each model declares one; a structure test proves it
        which = scope.rows(viewer)
        return self._everything().filter(which) if which else self._everything()

    def unscoped(self, *, reason: str) -> models.QuerySet[M]:
        """Return every row; `reason` says why no viewer has to be asked, and is listed for review."""
        if not reason.strip():
            raise ScopeError("unscoped needs a reason")
        return self._everything()

    def add(self, row: M) -> M:
        """Write one new row and return it; writing is the operation's right, checked before it came here."""
        row.save(force_insert=True)
        return row

    def add_many(self, rows: Iterable[M], *, ignore_conflicts: bool = False) -> list[M]:
        """Write many new rows in few statements."""
        return self._everything().bulk_create(list(rows), batch_size=500, ignore_conflicts=ignore_conflicts)

    def _everything(self) -> models.QuerySet[M]:
        return models.QuerySet(self.model, using=self._db)


class Row(models.Model):
    """The base of every table in the house."""

    scope: ClassVar[Scope]
    on_merge: ClassVar[dict[str, OnMerge]] = {}
    on_erase: ClassVar[dict[str, OnErase]] = {}

    objects: ClassVar[Rows[Self]] = Rows()

    class Meta:
        abstract = True

    def change(self, **fields: Any) -> Self:
        """Set `fields` on this row and write just those."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        return self
