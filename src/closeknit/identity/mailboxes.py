"""Writes about the mailbox at which the house gets mail."""

from datetime import datetime, timedelta

from closeknit.identity import events, queries
from closeknit.kit import clock, mailbox
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer


@operation(Capability.RUN_HOUSE)
def change_mailbox(
    *,
    address: str,
    host: str,
    port: int,
    security: str,
    login: str,
    folder: str,
    receiver: str,
    proof: str,
    password: str,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Set the mailbox that is read, from yesterday's mail on; an empty password leaves the one that is known; or raise BadMailbox.

    `receiver` is the name by which the company's own mail server signs its findings about a sender (authserv-id, RFC 8601); `proof` says
    which of them count: `any` (DMARC, or an aligned DKIM or SPF) or `dmarc` alone.
    """
    yesterday = clock.local_date(at, queries.get_house().zone) - timedelta(1)
    mailbox.keep_mailbox(
        address=address,
        host=host,
        port=port,
        security=security,
        login=login,
        folder=folder,
        receiver=receiver,
        proof=proof,
        password=password,
        since_on=yesterday,
    )
    record(events.HouseChanged(subject="house", what="mailbox"), viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def remove_mailbox(*, viewer: Viewer, at: datetime) -> None:
    """Read no mailbox any more: its settings and its password are forgotten; what was read stays."""
    mailbox.forget_mailbox()
    record(events.HouseChanged(subject="house", what="mailbox"), viewer=viewer, at=at)
