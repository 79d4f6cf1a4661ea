"""What our side does with the open portal: set it, look at what waits, show an idea of ours, open a challenge."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from closeknit.accounts.models import Account
from closeknit.analysis.ideas.portal import SubmissionState
from closeknit.analysis.kinds import Audience
from closeknit.discussions.models import Thread
from closeknit.ideas import checks as idea_checks
from closeknit.ideas import figures
from closeknit.ideas.challenges import checks as challenge_checks
from closeknit.ideas.events import IdeaAnswered
from closeknit.ideas.models import Challenge, Idea, Opening, PortalRules
from closeknit.ideas.portal import checks, events, letters, rules, taking
from closeknit.kit import undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer


@operation(Capability.RUN_HOUSE)
def set_portal(
    *,
    is_open: bool,
    is_moderated: bool,
    is_public: bool,
    viewer: Viewer,
    at: datetime,
    welcome: str = "",
    a_week: int | None = None,
    embed_pages: str = "",
) -> None:
    """Say how the open portal is; or raise BadRules. Whom an idea is shown to that is there already stays."""
    if a_week is not None and not 1 <= a_week <= 1_000:
        raise checks.BadRules("Our readers answer 1 to 1,000 ideas a week; leave it empty for no limit.")
    said = {
        "is_open": is_open, "is_moderated": is_moderated, "is_public": is_public, "a_week": a_week,
        "welcome": checks.check_text(welcome, most=4_000), "embed_pages": checks.check_pages(embed_pages),
    }  # fmt: skip
    row = PortalRules.objects.visible_to(viewer).first()
    if row is None:
        row = PortalRules.objects.add(PortalRules(id=1, embed_key=_make_key(), **said))
        undo.keep_new(row, subject="portal")
    else:
        undo.keep(row, subject="portal")
        row.change(**said)
    changed = events.PortalChanged(
        subject="portal", is_open=is_open, is_moderated=is_moderated, is_public=is_public, a_week=a_week or 0
    )
    record(changed, viewer=viewer, at=at)
    taking.move_up(viewer=viewer, at=at)


@operation(Capability.RUN_HOUSE)
def renew_embed_key(*, viewer: Viewer, at: datetime) -> str:
    """Give the form for web pages another address and return its key; the one before opens nothing any more. Or raise NotFound."""
    row = PortalRules.objects.visible_to(viewer).first()
    if row is None:
        raise NotFound
    row.change(embed_key=_make_key())
    record(events.EmbedKeyMade(subject="portal"), viewer=viewer, at=at)
    return row.embed_key


@operation(Capability.ANSWER_IDEAS)
def accept_submission(*, submission: str, viewer: Viewer, at: datetime) -> str:
    """Show what was handed in, as an idea with a number, and return the idea's id; or raise NotFound or PastThat."""
    row = checks.get_submission(submission, viewer=viewer)
    if row.state == SubmissionState.LISTED:
        row.change(state=SubmissionState.WAITING, moved_at=at)
    checks.check_move(row, SubmissionState.ACCEPTED)
    return taking.accept(row, rules.get_rules(), viewer=viewer, at=at, is_member=True).idea_id


@operation(Capability.ANSWER_IDEAS)
def decline_submission(*, submission: str, reason: str, sentence: str, viewer: Viewer, at: datetime) -> None:
    """Leave it unshown, and tell whoever gave it why; or raise NotFound, PastThat or BadSubmission."""
    row = checks.get_submission(submission, viewer=viewer)
    checks.check_move(row, SubmissionState.DECLINED)
    code, said = checks.check_decline(reason, sentence)
    row.change(state=SubmissionState.DECLINED, reason=code, sentence=said, decided_at=at, decided_by_id=viewer.member)
    letters.write_declined(row, viewer=viewer, at=at)
    record(events.SubmissionDeclined(subject=row.pk, reason=code), viewer=viewer, at=at)
    taking.move_up(viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def show_idea(*, idea: str, title: str, viewer: Viewer, at: datetime, text: str = "", audience: str = "") -> int:
    """Show an idea outside in these words, and return its number there; or raise NotFound or BadSubmission.

    One that is shown already keeps its number and its giver's words: then only whom it reaches (`audience`: portal, public) changes. With
    `audience` account it is shown to the people of its account in their shared site; what is shown there is never shown on the portal too.
    """
    row = idea_checks.get_idea(idea, viewer=viewer, is_locked=True)
    reach = audience or rules.get_rules().audience
    posting = checks.get_posting(row, viewer=viewer)
    checks.check_reach(row, posting, reach)
    undo.keep(row)
    if posting is None:
        said, more = checks.check_title(title), checks.check_text(text)
        stream = str(row.account_id) if reach == Audience.ACCOUNT else taking.STREAM
        posting = taking.show(row, title=said, text=more, is_named=False, at=at, stream=stream)
        undo.keep_new(posting, subject=row.pk)
    _reach(row, reach)
    figures.recount([row.pk])
    shown = events.IdeaShown(subject=row.pk, account=row.account_id or "", audience=reach, number=posting.number)
    record(shown, viewer=viewer, at=at)
    return posting.number


@operation(Capability.ANSWER_IDEAS)
def hide_idea(*, idea: str, viewer: Viewer, at: datetime) -> None:
    """Show an idea outside no longer, but to whoever gave it there; or raise NotFound or NotShown. It keeps its number."""
    row = idea_checks.get_idea(idea, viewer=viewer, is_locked=True)
    if row.audience not in (Audience.ACCOUNT, *rules.SHOWN):
        raise checks.NotShown("It is not shown outside. Nothing was changed.")
    undo.keep(row)
    _reach(row, Audience.SPEAKER if row.person_id else Audience.INTERNAL)
    record(events.IdeaHidden(subject=row.pk, account=row.account_id or ""), viewer=viewer, at=at)
    taking.move_up(viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def open_challenge_to(
    *, challenge: str, audience: str, viewer: Viewer, at: datetime, accounts: Sequence[str] = ()
) -> None:
    """Open a challenge to the accounts chosen, to whoever signs in on the portal, or to nobody outside; or raise NotFound, BadChallenge.

    It is seen there from when it goes out until it is told.
    """
    row = challenge_checks.get_challenge(challenge, viewer=viewer)
    if audience not in (Audience.INTERNAL, Audience.CHOSEN, Audience.PORTAL):
        raise challenge_checks.BadChallenge(
            "Say whom it is open to: accounts that you choose, or everybody who signs in."
        )
    chosen = list(dict.fromkeys(accounts)) if audience == Audience.CHOSEN else []
    if audience == Audience.CHOSEN and not chosen:
        raise challenge_checks.BadChallenge("Choose at least one account that it is open to. Nothing was changed.")
    if Account.objects.visible_to(viewer).filter(pk__in=chosen).count() < len(chosen):
        raise NotFound
    undo.keep(row)
    known = list(Opening.objects.visible_to(viewer).filter(challenge=row))
    for one in known:
        if one.account_id not in chosen:
            undo.keep(one, subject=row.pk)
            one.delete()
    there = {one.account_id for one in known}
    for account in chosen:
        if account not in there:
            opened = Opening.objects.add(Opening(challenge=row, account_id=account))
            undo.keep_new(opened, subject=row.pk)
    row.change(audience=audience)
    _reach_thread(row)
    opened_to = events.ChallengeOpened(subject=row.pk, audience=audience, n_accounts=len(chosen))
    record(opened_to, viewer=viewer, at=at)


@operation(Capability.ANSWER_IDEAS)
def move_waiting_list(*, viewer: Viewer, at: datetime) -> int:
    """Let those whose turn has come leave the waiting list, and return how many; it is called where there is room for one."""
    return taking.move_up(viewer=viewer, at=at)


def follow_answer(event: IdeaAnswered, viewer: Viewer, at: datetime) -> None:
    """After an answer there is room for whoever is next on the waiting list, in the same act."""
    taking.move_up(viewer=viewer, at=at)


def _make_key() -> str:
    return secrets.token_urlsafe(18)


def _reach(row: Idea, audience: str) -> None:
    row.change(audience=audience)
    _reach_thread(row)


def _reach_thread(row: Idea | Challenge) -> None:
    """Let what is said of it reach whom it reaches itself."""
    if row.thread_id:
        rows = Thread.objects.unscoped(reason="what is said of something reaches whom it reaches itself")
        rows.filter(pk=row.thread_id).update(audience=row.audience)
