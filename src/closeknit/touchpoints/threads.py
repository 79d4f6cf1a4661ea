"""Mail conversations: a message, what it answers and what answers it stand together, whichever of them comes in first.

All messages that name one another, also those that we never saw, form one conversation, called by the smallest hash among them. The name
therefore does not depend on the order in which mails are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import bookkeeping
from closeknit.touchpoints.drafts import Draft, hash_key
from closeknit.touchpoints.models import MailReference, Touchpoint


@dataclass(frozen=True)
class Joined:
    """The conversation of each mail by its key, and the accounts whose stored conversations turned out to be one with another."""

    conversations: dict[str, str]
    accounts: frozenset[str]


def join(drafts: Sequence[Draft], *, viewer: Viewer) -> Joined:
    """Find the conversation of each draft that is a mail, and join stored conversations that they show to be one."""
    named = {draft.key: _messages(draft) for draft in drafts if draft.message}
    messages = {message for several in named.values() for message in several}
    if not messages:
        return Joined({}, frozenset())
    stored = MailReference.objects.visible_to(viewer).filter(message__in=messages)
    known = dict(stored.values_list("message", "conversation"))
    groups = _Groups()
    for message, conversation in known.items():
        groups.unite((message, conversation))
    for several in named.values():
        groups.unite(several)
    accounts = _rename(groups, set(known.values()), viewer)
    MailReference.objects.add_many(
        MailReference(message=message, conversation=groups.name(message)) for message in sorted(messages - set(known))
    )
    return Joined({key: groups.name(several[0]) for key, several in named.items()}, accounts)


def message_key(message: str) -> str:
    """Return the hash of a Message-ID, however its brackets and blanks are written."""
    return hash_key("message", message.strip().strip("<>").strip())


def _messages(draft: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys(message_key(message) for message in (draft.message, *draft.answers) if message.strip()))


def _rename(groups: "_Groups", conversations: set[str], viewer: Viewer) -> frozenset[str]:
    accounts: set[str] = set()
    for old in sorted(conversations):
        new = groups.name(old)
        if new != old:
            moved = Touchpoint.objects.visible_to(viewer).filter(conversation=old)
            accounts |= bookkeeping.accounts_of(list(moved.values_list("pk", flat=True)), viewer=viewer)
            moved.update(conversation=new)
            MailReference.objects.visible_to(viewer).filter(conversation=old).update(conversation=new)
    return frozenset(accounts)


class _Groups:
    """Disjoint sets of hashes, each called by its smallest (Tarjan 1975, with path halving)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def name(self, one: str) -> str:
        above = self._above.setdefault(one, one)
        while above != one:
            self._above[one] = self._above[above]
            one, above = above, self._above[above]
        return one

    def unite(self, several: Iterable[str]) -> None:
        names = sorted({self.name(one) for one in several})
        for other in names[1:]:
            self._above[other] = names[0]
