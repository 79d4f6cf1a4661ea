"""The mail in which an owner learns what was heard at their accounts: one for all of it, each with the words, never a bare number."""

from collections.abc import Sequence

from closeknit.analysis import periods
from closeknit.analysis.kinds import Certainty
from closeknit.circle.models import RadarAlert
from closeknit.kit.viewer import Viewer
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.queries import VerbatimRow

_HEARD = {Certainty.COST: "speak of cutting cost", Certainty.RIVALS: "speak of a competitor, or of going to one"}
_CLOSING = (
    "Each of these stands on your page Today, where you can say what you did about it. To get no such mails, open "
    "the radar (Circle, Two certainties) and switch them off at its foot."
)


def write(alerts: Sequence[RadarAlert], *, name: str, viewer: Viewer) -> tuple[str, str]:
    """Return subject and body of the mail about these alerts, which all belong to the owner called `name`."""
    alerts = sorted(alerts, key=lambda alert: (alert.account.name.casefold(), alert.certainty, alert.pk))
    ids = [alert.verbatim_id for alert in alerts if alert.verbatim_id]
    words = {row.id: row for row in verbatim_queries.list_verbatims(ids, viewer=viewer)}
    accounts = list(dict.fromkeys(alert.account.name for alert in alerts))
    parts = [_part(alert, words.get(alert.verbatim_id or "")) for alert in alerts]
    body = "\n\n".join([f"Dear {name.split()[0]},", *parts, _CLOSING])
    return _subject(alerts, accounts), body


def _subject(alerts: Sequence[RadarAlert], accounts: Sequence[str]) -> str:
    if len(accounts) == 1:
        certainties = {Certainty(alert.certainty) for alert in alerts}
        return (
            f"{accounts[0]}: they {_HEARD[certainties.pop()]}"
            if len(certainties) == 1
            else f"{accounts[0]}: heard today"
        )
    others = f" and {len(accounts) - 2} more" if len(accounts) > 2 else ""
    return f"Heard at {accounts[0]}, {accounts[1]}{others}" if others else f"Heard at {accounts[0]} and {accounts[1]}"


def _part(alert: RadarAlert, words: VerbatimRow | None) -> str:
    head = f"{alert.account.name}: they {_HEARD[Certainty(alert.certainty)]}."
    if words is None:
        return head
    said = words.text if words.told_by else f"“{words.text}”"
    on = f"{words.said_on.day} {periods.MONTHS[words.said_on.month - 1]}"
    told = f", as told by {words.told_by}" if words.told_by else ""
    return f"{head}\n{said}\n({', '.join(filter(None, (words.speaker, on)))}{told})"
