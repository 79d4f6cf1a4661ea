"""What nobody at another account may read of an account: its name, domains and people; and what nobody outside may: worth and stage."""

from collections.abc import Iterable, Iterator

from closeknit.accounts.models import Account, AccountDomain, Contact, NamedCustomer, Service, Standing
from closeknit.analysis.kinds import Stage
from closeknit.kit import guarded
from closeknit.kit.viewer import Viewer

# Of a round figure nobody can say whose it is.
_TELLING_DIGITS = 3


def register() -> None:
    """Say so."""
    guarded.guard("name", lambda viewer: Account.objects.visible_to(viewer).values_list("pk", "name").iterator())
    guarded.guard("domain", _domains)
    guarded.guard("person", _people)
    guarded.guard("worth", _worths)
    guarded.guard("stage", _stages)
    guarded.know(_known)


def _domains(viewer: Viewer) -> Iterable[tuple[str, str]]:
    return AccountDomain.objects.visible_to(viewer).values_list("account_id", "domain").iterator()


def _people(viewer: Viewer) -> Iterable[tuple[str, str]]:
    return Contact.objects.visible_to(viewer).values_list("account_id", "person__name").distinct().iterator()


def _worths(viewer: Viewer) -> Iterator[tuple[str, str]]:
    rows = Standing.objects.visible_to(viewer).filter(worth_minor__gte=1_000_000).values_list("worth_minor", flat=True)
    for minor in rows.distinct().iterator():
        whole = (minor or 0) // 100
        if len(str(whole).rstrip("0")) >= _TELLING_DIGITS:
            yield "", f"{whole:,}"
            yield "", str(whole)


def _stages(viewer: Viewer) -> Iterator[tuple[str, str]]:
    for stage in Stage:
        yield "", stage.value
        yield "", stage.value.replace("_", " ")


def _known(account: str, word: str, viewer: Viewer) -> Iterator[str]:
    """Whom they serve, as they said or as we know it."""
    named = NamedCustomer.objects.visible_to(viewer).filter(account_id=account, name__contains=word)
    yield from named.values_list("name", flat=True)
    served = Service.objects.visible_to(viewer).filter(account_id=account, served__name__contains=word)
    yield from served.values_list("served__name", flat=True)
