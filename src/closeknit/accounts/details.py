"""Changing what is known of an account, all of it in one act: what did not change leaves no trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeknit.accounts import checks, events, operations, queries
from closeknit.accounts.models import Account, AccountDomain, CoreTeam, Service, Standing
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a person can say about an account on its page; `worth_minor` and `renewal_on` None where they are not known."""

    name: str
    kind: str
    sector: str = ""
    zone: str = ""
    domains: Sequence[str] = ()
    owner: str | None = None
    core_team: Sequence[str] = ()
    serves: Sequence[str] = ()
    worth_minor: int | None = None
    renewal_on: date | None = None


@operation(Capability.KEEP_ACCOUNTS)
def change_details(*, account: str, details: Details, viewer: Viewer, at: datetime) -> None:
    """Change what is known of an account, or raise NotFound, NameTaken or DomainTaken. Worth stays for who may not see it."""
    row = checks.get_account(account, viewer=viewer)
    kind_before = row.kind
    said = {"name": details.name, "kind": details.kind, "sector": details.sector, "zone": details.zone}
    unchanged = said == {name: getattr(row, name) for name in said}
    if not unchanged:
        operations.change_account(account=row.pk, viewer=viewer, at=at, **said)
    if details.owner != row.owner_id:
        operations.hand_over(account=row.pk, owner=details.owner, viewer=viewer, at=at)
    if set(details.core_team) != _ids(CoreTeam, "member_id", row, viewer):
        operations.set_core_team(account=row.pk, members=details.core_team, viewer=viewer, at=at)
    if set(details.serves) != _ids(Service, "served_id", row, viewer):
        set_served(account=row.pk, served=details.serves, viewer=viewer, at=at)
    if set(details.domains) != _ids(AccountDomain, "pk", row, viewer):
        set_domains(account=row.pk, domains=details.domains, viewer=viewer, at=at)
    standing = Standing.objects.visible_to(viewer).get(pk=row.pk)
    # What was typed before an account became a department of ours stays as it was: nobody can see it to change it.
    had_money = queries.has_money(kind_before)
    facts: dict[str, object] = {"renewal_on": details.renewal_on} if had_money else {}
    if had_money and viewer.can(Capability.SEE_WORTH):
        facts["worth_minor"] = details.worth_minor
    changes = {name: value for name, value in facts.items() if value != getattr(standing, name)}
    if changes:
        operations.change_standing(account=row.pk, viewer=viewer, at=at, **changes)
    # Saving a form without a change is no fault: the log says that somebody looked it through.
    record(events.AccountChanged(subject=row.pk, account=row.pk, what="details"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def set_domains(*, account: str, domains: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Say which mail domains are an account's, or raise NotFound or DomainTaken."""
    row = checks.get_account(account, viewer=viewer)
    wanted = {domain.lower() for domain in domains}
    for known in AccountDomain.objects.visible_to(viewer).filter(account=row):
        if known.pk not in wanted:
            undo.keep(known, subject=row.pk)
            known.delete()
    for domain in sorted(wanted - _ids(AccountDomain, "pk", row, viewer)):
        checks.check_domain_free(domain, viewer=viewer, but=row.pk)
        undo.keep_new(AccountDomain.objects.add(AccountDomain(domain=domain, account=row)), subject=row.pk)
    record(events.AccountChanged(subject=row.pk, account=row.pk, what="domains"), viewer=viewer, at=at)


@operation(Capability.KEEP_ACCOUNTS)
def set_served(*, account: str, served: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Say which accounts an account serves: our customer's customers; or raise NotFound or ServesItself."""
    row = checks.get_account(account, viewer=viewer)
    if row.pk in served:
        raise checks.ServesItself(f"{row.name} cannot be its own customer.")
    known = Service.objects.visible_to(viewer).filter(account=row)
    for one in known.exclude(served__in=served):
        undo.keep(one, subject=row.pk)
        one.delete()
    for other in dict.fromkeys(served):
        operations.add_service(account=row.pk, served=other, viewer=viewer, at=at)
    record(events.AccountChanged(subject=row.pk, account=row.pk, what="serves"), viewer=viewer, at=at)


def _ids(
    model: type[CoreTeam] | type[Service] | type[AccountDomain], name: str, row: Account, viewer: Viewer
) -> set[str]:
    return set(model.objects.visible_to(viewer).filter(account=row).values_list(name, flat=True))
