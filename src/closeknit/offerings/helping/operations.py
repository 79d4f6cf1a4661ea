"""Writes of help: somebody is asked to decide, answers, answers otherwise, and tells those whose words stood behind the need."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Model

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Account
from closeknit.analysis.offerings.kinds import HelpState
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, mail, typed, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.models import Mail
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.offerings.helping import checks, events, people
from closeknit.offerings.models import Help, HelpTold, HelpVersion


@operation(Capability.SHAPE_OFFERINGS)
def ask_help(
    *, account: str, need: str, decider: str, base: int, viewer: Viewer, at: datetime, by_on: date | None = None
) -> str:
    """Ask whether we can help an account with a need: `decider` says so by a day. Return the answer's id.

    An answer that stood is asked anew. `base` is the version that the viewer saw, 0 where nobody had asked. Raises NotFound, BadAnswer or
    ChangedMeanwhile.
    """
    row, root = _lock(account, need, viewer)
    checks.check_newest(row, base)
    checks.check_move(row, HelpState.ASKED)
    said: dict[str, object] = {
        "decider_id": checks.check_decider(decider, viewer=viewer),
        "by_on": checks.check_by(by_on, today=identity_queries.today_at(at), was=row.by_on if row else None),
    }
    kept = _keep(row, account, root, said | {"state": HelpState.ASKED, "answer": ""}, viewer)
    _write(kept, said, viewer, at)
    asked = events.HelpAsked(
        subject=kept.pk,
        account=account,
        need=root,
        decider=kept.decider_id or "",
        by_on=kept.by_on,
        version=kept.version,
    )
    record(asked, viewer=viewer, at=at)
    return kept.pk


@operation(Capability.SHAPE_OFFERINGS)
def answer_help(
    *,
    account: str,
    need: str,
    answer: str,
    why: str,
    base: int,
    viewer: Viewer,
    at: datetime,
    takes: str = "",
    partner: str = "",
    decider: str = "",
    by_on: date | None = None,
) -> str:
    """Say whether we can help an account with a need (yes, partly, partner, no), why and what it would take. Return the answer's id.

    Without `decider` it was decided by who says so. An answer that was told already has to be told anew. Raises NotFound, BadAnswer, or
    ChangedMeanwhile where another version came after `base`.
    """
    row, root = _lock(account, need, viewer)
    checks.check_newest(row, base)
    code = checks.check_answer(answer, why, partner)
    checks.check_move(row, HelpState.ANSWERED)
    said: dict[str, object] = {
        "decider_id": checks.check_decider(decider, viewer=viewer) or viewer.member,
        "by_on": checks.check_by(by_on, today=identity_queries.today_at(at), was=row.by_on if row else None),
    }
    texts: dict[str, object] = {
        "answer": code,
        "why": checks.check_text(why),
        "takes": checks.check_text(takes),
        "partner": typed.check_note(partner, most=200),
    }
    kept = _keep(row, account, root, said | {"state": HelpState.ANSWERED, "answer": code}, viewer)
    _write(kept, said | texts, viewer, at)
    answered = events.HelpAnswered(subject=kept.pk, account=account, need=root, answer=code, version=kept.version)
    record(answered, viewer=viewer, at=at)
    return kept.pk


@operation(Capability.SHAPE_OFFERINGS)
def tell_help(
    *, help_id: str, contact: str, viewer: Viewer, at: datetime, subject: str = "", body: str = "", by_mail: bool = True
) -> str:
    """Tell one of those whose words stood behind the need what our answer is, by mail or (without) in person; return the telling's id.

    The mail waits where there is no server, and can be taken back until it is sent. Raises NotFound, BadTelling.
    """
    found = checks.get_help(help_id, viewer=viewer)
    row, root = _lock(found.account_id, found.need_id, viewer)
    if row is None or row.pk != found.pk:
        raise checks.BadTelling("Another answer holds by now. Look at it before you tell it.")
    version = HelpVersion.objects.visible_to(viewer).get(help=row, number=row.version)
    checks.check_can_tell(row, version, contact, viewer=viewer)
    reader = people.get_behind(row.account_id, root, contact, viewer=viewer)
    letter = ""
    if by_mail:
        letter = _put(row, reader, subject, body, viewer, at)
    told = HelpTold.objects.add(
        HelpTold(
            id=ids.new("help_told", row.account_id),
            version=version,
            contact_id=contact,
            mail=letter,
            told_by_id=viewer.member,
            told_at=at,
        )
    )
    undo.keep_new(told, subject=row.pk)
    if row.state != HelpState.TOLD:
        undo.keep(row)
        row.change(state=HelpState.TOLD)
    was_told = events.HelpWasTold(
        subject=row.pk,
        account=row.account_id,
        need=root,
        contact=contact,
        answer=row.answer,
        version=row.version,
        by_mail=by_mail,
    )
    record(was_told, viewer=viewer, at=at)
    return told.pk


def settle_states(rows: Iterable[Model]) -> None:
    """Say anew of the answers that undo touched whether they are told: somebody else may have been told in between, or not any more."""
    versions = {row.version_id for row in rows if isinstance(row, HelpTold)}
    reason = "undo puts rows back whoever looks"
    touched = HelpVersion.objects.unscoped(reason=reason).filter(pk__in=versions).select_related("help")
    for version in touched:
        if version.number == version.help.version and version.help.state != HelpState.ASKED:
            is_told = HelpTold.objects.unscoped(reason=reason).filter(version=version).exists()
            version.help.change(state=HelpState.TOLD if is_told else HelpState.ANSWERED)


def _put(row: Help, reader: people.Behind, subject: str, body: str, viewer: Viewer, at: datetime) -> str:
    if not reader.email:
        raise checks.BadTelling(f"There is no address of {reader.name}. Tell them when you speak, and say so here.")
    line, text = checks.check_message(subject, body)
    letter = mail.put(to=[reader.email], subject=line, body=text, about=row.pk, at=at, viewer=viewer, is_once=True)
    # Taken back before it is sent, it is not sent; afterwards its row has changed, and taking back is refused.
    undo.keep_new(Mail.objects.visible_to(viewer).get(pk=letter), subject=row.pk)
    return letter


def _lock(account: str, need: str, viewer: Viewer) -> tuple[Help | None, str]:
    """Return the answer that stands and the need that counts, the account held: two who answer at once come one after the other."""
    account_checks.get_account(account, viewer=viewer)
    root = need_checks.get_target(need, viewer=viewer).pk
    Account.objects.visible_to(viewer).select_for_update().get(pk=account)
    return checks.find_help(account, root, viewer=viewer), root


def _keep(row: Help | None, account: str, need: str, said: dict[str, object], viewer: Viewer) -> Help:
    if row is None:
        row = Help(id=ids.new("help", account), account_id=account, need_id=need, version=1, **said)
        undo.keep_new(Help.objects.add(row))
    else:
        undo.keep(row)
        row.change(**said, version=row.version + 1)
    return row


def _write(row: Help, said: dict[str, object], viewer: Viewer, at: datetime) -> None:
    version = HelpVersion(
        id=ids.new("help_version", row.account_id),
        help=row,
        number=row.version,
        written_by_id=viewer.member,
        written_at=at,
        **said,
    )
    undo.keep_new(HelpVersion.objects.add(version))
