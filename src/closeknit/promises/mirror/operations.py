"""Writes of mirror reports: putting the next one together, releasing it as it stands, calling it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from closeknit.accounts import checks as account_checks
from closeknit.accounts.models import Account
from closeknit.analysis.feedback.mirror import Candidate
from closeknit.analysis.kinds import Audience
from closeknit.kit import ids, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.mirror import checks, events, queries
from closeknit.promises.models import Mirror, MirrorLine, MirrorVersion


@operation(Capability.MAKE_PROMISES)
def write_mirror(
    *,
    account: str,
    base: int,
    intro: str,
    questions: str,
    texts: Mapping[str, str],
    left_out: Sequence[str],
    viewer: Viewer,
    at: datetime,
) -> int:
    """Keep the next report as put together on state `base` (0: the first) and return its new number.

    `texts` are our own words by the key of a line, approved by being written here; `left_out` are the keys of lines that are not shown.
    Raises NotFound, TooLong, or ChangedMeanwhile where somebody changed it after `base`.
    """
    mirror = _lock(account, viewer)
    checks.check_newest(mirror, base)
    said = {key: checks.check_words(text, longest=checks.LONGEST_LINE) for key, text in texts.items()}
    fields = {
        "number": base + 1,
        "intro": checks.check_words(intro),
        "questions": checks.check_questions(questions),
        "texts": {key: text for key, text in said.items() if text},
        "left_out": sorted(set(left_out)),
        "changed_by_id": viewer.member,
        "changed_at": at,
    }
    if mirror is None:
        mirror = Mirror.objects.add(Mirror(account_id=account, **fields))
        undo.keep_new(mirror, subject=account)
    else:
        undo.keep(mirror, subject=account)
        mirror.change(**fields)
    changed = events.MirrorChanged(
        subject=account,
        account=account,
        number=mirror.number,
        n_texts=len(mirror.texts),
        n_left_out=len(mirror.left_out),
    )
    record(changed, viewer=viewer, at=at)
    return mirror.number


@operation(Capability.MAKE_PROMISES)
def release_mirror(*, account: str, base: int, viewer: Viewer, at: datetime, audience: str = Audience.ACCOUNT) -> str:
    """Freeze the next report as it stands, for their eyes, and return the version's id.

    Raises NotFound, NothingToRelease, or ChangedMeanwhile where somebody changed it after `base`: what was looked at is what goes out.
    """
    checks.check_newest(_lock(account, viewer), base)
    draft = queries.get_draft(account, viewer=viewer, at=at)
    shown = [one for one in draft.candidates if one.is_shown]
    if not shown:
        raise checks.NothingToRelease("There is no line in it yet. Write or approve what they are to read.")
    version = MirrorVersion.objects.add(
        MirrorVersion(
            id=ids.new("mirror", account),
            account_id=account,
            number=draft.report.number,
            audience=Audience.ACCOUNT if audience == Audience.ACCOUNT else Audience.INTERNAL,
            intro=draft.intro,
            since_on=draft.since_on,
            released_on=draft.report.on,
            released_at=at,
            released_by_id=viewer.member,
        )
    )
    undo.keep_new(version)
    for line in MirrorLine.objects.add_many(_line(version, place, one) for place, one in enumerate(shown, start=1)):
        undo.keep_new(line, subject=version.pk)
    released = events.MirrorReleased(
        subject=version.pk,
        account=account,
        number=version.number,
        n_lines=len(shown),
        n_quotes=sum(one.is_quote for one in shown),
        audience=version.audience,
    )
    record(released, viewer=viewer, at=at)
    return version.pk


@operation(Capability.MAKE_PROMISES)
def call_back_mirror(*, version: str, viewer: Viewer, at: datetime) -> None:
    """Keep a released report for our own eyes again; or raise NotFound or CalledBack."""
    row = checks.get_version(version, viewer=viewer)
    checks.check_out(row)
    undo.keep(row)
    row.change(audience=Audience.INTERNAL)
    called = events.MirrorCalledBack(subject=row.pk, account=row.account_id, number=row.number)
    record(called, viewer=viewer, at=at)


def _lock(account: str, viewer: Viewer) -> Mirror | None:
    # Two who begin the first report at once meet here: the second waits, and then is shown what the first kept.
    row = account_checks.get_account(account, viewer=viewer)
    Account.objects.visible_to(viewer).select_for_update().get(pk=row.pk)
    return Mirror.objects.visible_to(viewer).filter(pk=account).first()


def _line(version: MirrorVersion, place: int, one: Candidate) -> MirrorLine:
    return MirrorLine(
        version=version,
        part=one.part,
        place=place,
        text=one.text,
        fact=one.fact[:300],
        is_quote=one.is_quote,
        speaker=one.speaker[:300],
        said_on=one.said_on,
        contact_id=one.contact or None,
        verbatim_id=one.verbatim or None,
    )
