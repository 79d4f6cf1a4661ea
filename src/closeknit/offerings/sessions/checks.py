"""May this happen now, in a redesign session?"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from closeknit.accounts.models import Account, Contact
from closeknit.analysis import lifecycles
from closeknit.analysis.lifecycles.session import SESSION, SessionState
from closeknit.analysis.offerings import sessions as analysis
from closeknit.analysis.offerings.sessions import AllyAnswer, Criterion, SessionVerdict, VerdictRefused
from closeknit.identity.models import Member
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer, ViewerKind
from closeknit.offerings.models import (
    EntryScore,
    PairAnswer,
    RedesignSession,
    SessionMember,
    SkyEntry,
    VerdictVersion,
)

LONGEST_TITLE, LONGEST_REQUIREMENT, LONGEST_TEXT = 120, 500, 4_000


class BadSession(Refused):
    """A session without a title, without accounts, or with people who are not there."""


class NotNow(Refused):
    """The session stands at another step: nothing was changed."""


class JudgingIsOff(NotNow):
    """The blue-sky list is open, and nobody may judge until its owner closes it."""


class NotAtTheTable(NotAllowed):
    """Only who was invited takes part; only who owns the session moves it."""


class NotYours(NotAllowed):
    """The words are somebody else's."""


class BadJudgement(Refused):
    """Points or weights that are none, or a pair that is none."""


class BadVerdict(Refused):
    """A verdict that lacks what it must have."""


class BadTalk(Refused):
    """A talk about what nobody said should be talked about, or with somebody who is not there."""


def lock_session(session: str, *, viewer: Viewer) -> RedesignSession:
    """Return the session, held until the end of the operation, or raise NotFound: who adds and who closes meet here, one by one."""
    row = RedesignSession.objects.visible_to(viewer).select_for_update().filter(pk=session).first()
    if row is None:
        raise NotFound("There is no session by that name.")
    return row


def lock_entry(entry: str, *, viewer: Viewer) -> tuple[SkyEntry, RedesignSession]:
    """Return an entry and its session, the session held; or raise NotFound."""
    session = SkyEntry.objects.visible_to(viewer).filter(pk=entry).values_list("session_id", flat=True).first()
    held = lock_session(session, viewer=viewer) if session else None
    row = SkyEntry.objects.visible_to(viewer).filter(pk=entry).first()
    if row is None or held is None:
        raise NotFound("There is no such entry. Whoever wrote it may have taken it back.")
    return row, held


def check_takes_part(session: RedesignSession, *, viewer: Viewer) -> None:
    """Raise NotAtTheTable where the viewer was not invited."""
    if viewer.kind != ViewerKind.HOUSE and not takes_part(session, viewer=viewer):
        raise NotAtTheTable(
            "Only whoever was invited takes part. Ask the session's owner to invite you; you can read along."
        )


def takes_part(session: RedesignSession, *, viewer: Viewer) -> bool:
    """Return whether the viewer owns the session or was invited to it."""
    if session.owner_id == viewer.id:
        return True
    return SessionMember.objects.visible_to(viewer).filter(session=session, member_id=viewer.id).exists()


def check_owns(session: RedesignSession, *, viewer: Viewer) -> None:
    """Raise NotAtTheTable where the viewer does not own the session."""
    if viewer.kind != ViewerKind.HOUSE and session.owner_id != viewer.id:
        raise NotAtTheTable("Only the session's owner can do that. Nothing was changed.")


def check_step(session: RedesignSession, *steps: SessionState) -> None:
    """Raise JudgingIsOff or NotNow where the session stands at none of `steps`."""
    if session.state in steps:
        return
    if session.state == SessionState.BLUE_SKY and SessionState.EARTH in steps:
        raise JudgingIsOff("The sky is still open: nothing is judged, weighed or decided until the owner closes it.")
    raise NotNow(f"The session is {_SAID[SessionState(session.state)]}. {_INSTEAD[SessionState(session.state)]}")


def check_move(session: RedesignSession, to: str, *, n_entries: int, readiness: analysis.Readiness) -> SessionState:
    """Return the state to move to, or raise NotNow."""
    try:
        target = SessionState(to)
    except ValueError as error:
        raise NotNow("There is no such step.") from error
    try:
        lifecycles.check_move(SESSION, session.state, target)
    except lifecycles.MoveRefused as refused:
        raise NotNow(refused.sentence) from refused
    if target is SessionState.EARTH and session.state == SessionState.BLUE_SKY and not n_entries:
        raise NotNow("Nobody has wished for anything yet, so there is nothing to bring back to earth.")
    if target is SessionState.DECIDED and not readiness.is_ready:
        raise NotNow(f"{readiness.reasons[0]} Give a verdict first, or set the entry aside with a reason.")
    return target


def check_title(title: str) -> str:
    """Return the title in one line, or raise BadSession."""
    said = " ".join(title.split())
    if not said:
        raise BadSession("Give the session a name, so that people find it again. Nothing was kept yet.")
    if len(said) > LONGEST_TITLE:
        raise BadSession(
            f"That name is {len(said)} letters long; it has at most {LONGEST_TITLE}. Nothing was kept yet."
        )
    return said


def check_accounts(accounts: Collection[str], *, viewer: Viewer) -> None:
    """Raise BadSession or NotFound where no account was chosen, or one that is not there."""
    if not accounts:
        raise BadSession("Choose at least one account: whose requirements change?")
    if Account.objects.visible_to(viewer).filter(pk__in=accounts).count() < len(set(accounts)):
        raise NotFound("One of these accounts is not here any more. Nothing was kept yet.")


def check_members(members: Collection[str], *, viewer: Viewer) -> None:
    """Raise NotFound where one of the invited is no member here."""
    there = Member.objects.visible_to(viewer).filter(pk__in=members, left_at__isnull=True).count()
    if there < len(set(members)):
        raise NotFound("One of these people is not a member any more. Nothing was kept yet.")


def check_wrote(entry: SkyEntry, *, viewer: Viewer) -> None:
    """Raise NotYours where somebody else wrote the entry: while the sky is open nobody touches another's wish."""
    if entry.author_id != viewer.id:
        raise NotYours("Somebody else wished for this. While the sky is open nobody touches another's words.")


def check_unjudged(entry: SkyEntry, *, viewer: Viewer) -> None:
    """Raise NotNow where an entry was judged before the sky was opened again: what others said of it would go with it."""
    pairs = PairAnswer.objects.visible_to(viewer).filter(Q(low=entry) | Q(high=entry))
    judged = pairs.exists() or EntryScore.objects.visible_to(viewer).filter(entry=entry).exists()
    if judged or VerdictVersion.objects.visible_to(viewer).filter(entry=entry).exists():
        raise NotNow(
            "Others have judged this before. Put it in other words, or have it set aside once the sky is closed."
        )


def read_judge(viewer: Viewer) -> str:
    """Return the member who wishes, judges or decides, or raise NotAtTheTable: the house itself has no opinion."""
    if viewer.kind != ViewerKind.MEMBER:
        raise NotAtTheTable("Only people wish and judge.")
    return viewer.id


def read_points(points: Mapping[str, int]) -> dict[Criterion, int]:
    """Return points by criterion, or raise BadJudgement."""
    try:
        read = {Criterion(code): int(n) for code, n in points.items()}
    except ValueError as error:
        raise BadJudgement("Points go to purpose, strengths, cost and time, 1 to 5 each.") from error
    if not read or any(not 1 <= n <= 5 for n in read.values()):
        raise BadJudgement("Give 1 to 5 points. Nothing was changed.")
    return read


def read_weights(weights: Mapping[str, int]) -> dict[Criterion, int]:
    """Return the weight of each criterion, or raise BadJudgement."""
    try:
        read = {one: int(weights[one]) for one in Criterion}
        analysis.check_weights(read)
    except (KeyError, ValueError) as error:
        sentence = getattr(error, "sentence", "Weigh purpose, strengths, cost and time, each with a whole number.")
        raise BadJudgement(sentence) from error
    return read


def check_pair(one: SkyEntry, other: SkyEntry, better: str | None) -> None:
    """Raise BadJudgement where the two are one, of different sessions, set aside, or the better one is neither."""
    if one.pk == other.pk:
        raise BadJudgement("These two are one and the same.")
    if one.session_id != other.session_id:
        raise NotFound("There is no such pair.")
    if one.aside or other.aside:
        raise BadJudgement("One of the two was set aside meanwhile. Your answer was not kept; here is the next pair.")
    if better is not None and better not in (one.pk, other.pk):
        raise BadJudgement("Choose one of the two, or neither.")


def read_verdict(code: str) -> SessionVerdict:
    """Return the verdict with this code, or raise BadVerdict."""
    try:
        return SessionVerdict(code)
    except ValueError as error:
        raise BadVerdict("Choose one: adapt, refer, renegotiate, leave, or not yet.") from error


def check_verdict(
    kind: SessionVerdict,
    *,
    reason: str,
    line: str,
    known_lines: Collection[str],
    say: str,
    revisit_on: date | None,
    today: date,
) -> None:
    """Raise BadVerdict where something is missing, or NotFound where the line is none of the purpose that holds."""
    if line and line not in known_lines:
        raise NotFound("That line is not in our purpose any more. Choose one that is.")
    if max(len(reason), len(say)) > LONGEST_TEXT:
        raise BadVerdict(f"That is too long: {LONGEST_TEXT:,} letters are the most. What you wrote stands below.")
    try:
        analysis.check_verdict(
            kind,
            reason=reason,
            purpose_line=line,
            has_purpose=bool(known_lines),
            say=say,
            revisit_on=revisit_on,
            today=today,
        )
    except VerdictRefused as refused:
        raise BadVerdict(refused.sentence) from refused


def check_newest(newest: VerdictVersion | None, base: int) -> None:
    """Raise ChangedMeanwhile where another verdict came after the one that was written on."""
    if base != (newest.number if newest else 0):
        raise ChangedMeanwhile(
            "Somebody gave a verdict while you were writing. Nothing is lost: theirs and yours stand below. "
            "Keep yours only if it still holds."
        )


def read_answer(code: str) -> AllyAnswer:
    """Return the answer with this code, or raise BadTalk."""
    try:
        return AllyAnswer(code)
    except ValueError as error:
        raise BadTalk("Say whether they agree, want to talk, or decline.") from error


def check_contact(account: str, contact: str | None, *, viewer: Viewer) -> None:
    """Raise BadTalk where somebody is named who is not at that account."""
    if contact and not Contact.objects.visible_to(viewer).filter(pk=contact, account_id=account).exists():
        raise BadTalk("That person is not at this account. Choose somebody who is, or nobody.")


_SAID = {
    SessionState.DRAFT: "still a draft",
    SessionState.REQUIREMENTS: "at the changing requirements",
    SessionState.BLUE_SKY: "in the blue sky",
    SessionState.EARTH: "back on earth",
    SessionState.DECIDED: "decided",
}
_INSTEAD = {
    SessionState.DRAFT: "Its owner has to begin it first; nothing was changed.",
    SessionState.REQUIREMENTS: "The sky is not open yet; nothing was changed.",
    SessionState.BLUE_SKY: "Add to the list, or let the owner go on; nothing was changed.",
    SessionState.EARTH: "The owner can open the sky again; nothing was changed.",
    SessionState.DECIDED: "Its owner can open it again; nothing was changed.",
}
