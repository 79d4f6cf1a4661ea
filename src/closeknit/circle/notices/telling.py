"""Hearing what happened for people outside, and telling each as they wish."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from closeknit.accounts import events
from closeknit.accounts.models import Tiding
from closeknit.accounts.spaces import notices
from closeknit.analysis.kinds import Audience, PromiseDirection
from closeknit.analysis.ledger.kinds import LedgerSide
from closeknit.analysis.promises.kinds import ProposalState
from closeknit.analysis.spaces.kinds import NoticePace, TidingKind
from closeknit.circle.notices import letters
from closeknit.discussions.models import Notice
from closeknit.ideas.events import IdeaAnswered
from closeknit.ideas.models import Idea, Vote
from closeknit.kit import ids, mail
from closeknit.kit import viewer as viewers
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record, subscribe
from closeknit.kit.operation import operation
from closeknit.kit.viewer import Viewer
from closeknit.promises.events import PromiseMade, PromiseMoved, PromiseSettled
from closeknit.promises.ledger.events import EntryAnswered
from closeknit.promises.mirror.events import MirrorReleased
from closeknit.promises.models import Action, LedgerEntry, Objection, Promise, ProposedPromise
from closeknit.promises.plans.events import ActionAdded, ActionChanged, PlanOpened
from closeknit.promises.proposed.events import ObjectionAnswered, ProposalAnswered
from closeknit.research.sending.events import QuestionSent

_WHY = "somebody outside is told what happened for them"
# What is older is no news any more.
NEWS_FOR = timedelta(days=7)


def hear() -> None:
    """Listen to what can happen for people outside; called once, when the house starts."""
    subscribe(PromiseMade, _made)
    subscribe(PromiseMoved, _moved)
    subscribe(PromiseSettled, _settled)
    subscribe(ActionAdded, _given)
    subscribe(ActionChanged, _given)
    subscribe(PlanOpened, _opened)
    subscribe(ProposalAnswered, _proposal)
    subscribe(ObjectionAnswered, _objection)
    subscribe(EntryAnswered, _line)
    subscribe(IdeaAnswered, _idea)
    subscribe(QuestionSent, _asked)
    subscribe(MirrorReleased, _mirror)


def tell(contacts: Sequence[str], kind: TidingKind, subject: str, *, viewer: Viewer, at: datetime) -> None:
    """Tell each of these that something happened, as they wish; whoever did it, or cannot come in, is not told."""
    for contact in contacts:
        _tell_one(contact, kind, [subject], viewer=viewer, at=at)


def _tell_one(contact: str, kind: TidingKind, subjects: Sequence[str], *, viewer: Viewer, at: datetime) -> None:
    """Tell one person what happened to several things by one act: that is one mail."""
    reader = notices.find_reader(contact)
    if reader is None or reader.eyes.id == viewer.id or reader.pace == NoticePace.OFF:
        return
    rows = [
        Tiding(id=ids.new("tiding", reader.account), contact_id=contact, kind=kind, subject=one, happened_at=at)
        for one in subjects
    ]
    for row in rows:
        Tiding.objects.add(row)
    if reader.pace == NoticePace.AT_ONCE:
        letters.send(rows, reader, viewer=viewers.house(_WHY), at=at)


@operation(Capability.KEEP_ACCOUNTS)
def send_daily(*, contact: str, viewer: Viewer, at: datetime) -> None:
    """Tell somebody in one mail what happened since the last one; nothing where nothing did."""
    reader = notices.find_reader(contact)
    if reader is not None and reader.pace == NoticePace.DAILY:
        _collect_comments(reader.contact, reader.eyes.id, reader.account, viewer=viewer, at=at)
        rows = Tiding.objects.visible_to(viewer).filter(contact=contact, mail="", happened_at__gt=at - NEWS_FOR)
        letters.send(list(rows.order_by("happened_at", "pk")), reader, viewer=viewer, at=at)
    record(events.NoticesTold(subject=contact, contact=contact, n_told=0), viewer=viewer, at=at)


def _collect_comments(contact: str, person: str, account: str, *, viewer: Viewer, at: datetime) -> None:
    """What was said in discussions they follow, and was held back for this mail."""
    said = Notice.objects.visible_to(viewer).filter(person=person, account=account, created_at__gt=at - NEWS_FOR)
    known = Tiding.objects.visible_to(viewer).filter(contact=contact, kind=TidingKind.COMMENT)
    rows = list(said.exclude(comment__in=known.values("subject")).values_list("comment_id", "created_at", "mail"))
    posted = mail.list_posted([one for _comment, _at, one in rows], viewer=viewer)
    # What went out by a mail of its own is not told again, however often its writer edited it.
    gone = {said for said, _at, one in rows if one in posted and posted[one].state is mail.MailState.SENT}
    held = {comment: made_at for comment, made_at, _mail in rows if comment not in gone}
    for comment, made_at in held.items():
        row = Tiding(id=ids.new("tiding", account), contact_id=contact, kind=TidingKind.COMMENT, subject=comment)
        row.happened_at = made_at
        Tiding.objects.add(row)


def _made(event: PromiseMade, viewer: Viewer, at: datetime) -> None:
    tell(_of_promise(event.subject), TidingKind.PROPOSED, event.subject, viewer=viewer, at=at)


def _moved(event: PromiseMoved, viewer: Viewer, at: datetime) -> None:
    """Whoever it was promised to plans by its day; where nobody is named, everybody there does."""
    ours = viewers.house(_WHY)
    named = _of_promise(event.subject) or notices.list_inside(event.account, viewer=ours)
    # Moved twice at one moment is one thing to tell.
    waits = Tiding.objects.visible_to(ours).filter(kind=TidingKind.MOVED, subject=event.subject, mail="")
    waits.filter(contact__in=named, happened_at=at).delete()
    tell(named, TidingKind.MOVED, event.subject, viewer=viewer, at=at)


def _given(event: ActionAdded | ActionChanged, viewer: Viewer, at: datetime) -> None:
    # What is a promise is told as one: one act is one mail.
    rows = _given_actions(viewers.house(_WHY)).filter(pk=event.subject)
    if event.given and rows.exists():
        tell([event.given], TidingKind.GIVEN, event.subject, viewer=viewer, at=at)


def _opened(event: PlanOpened, viewer: Viewer, at: datetime) -> None:
    """Whoever got something to do while we prepared the plan hears of it when the plan is theirs to read."""
    rows = _given_actions(viewers.house(_WHY)).filter(plan=event.subject, contact__isnull=False)
    theirs: dict[str, list[str]] = {}
    for contact, action in rows.order_by("due_on", "pk").values_list("contact_id", "pk"):
        theirs.setdefault(contact or "", []).append(action)
    told = Tiding.objects.visible_to(viewers.house(_WHY)).filter(kind=TidingKind.GIVEN)
    for contact, actions in theirs.items():
        known = set(told.filter(contact=contact, subject__in=actions).values_list("subject", flat=True))
        new = [one for one in actions if one not in known]
        if new:
            _tell_one(contact, TidingKind.GIVEN, new, viewer=viewer, at=at)


def _given_actions(ours: Viewer) -> QuerySet[Action]:
    """Return the actions of theirs that are to be done and that they can read."""
    rows = Action.objects.visible_to(ours).filter(plan__audience=Audience.ACCOUNT, plan__closed_on__isnull=True)
    return rows.filter(side=PromiseDirection.THEIRS, done_on__isnull=True, promise__isnull=True)


def _settled(event: PromiseSettled, viewer: Viewer, at: datetime) -> None:
    tell(_of_promise(event.subject), TidingKind.SETTLED, event.subject, viewer=viewer, at=at)


def _proposal(event: ProposalAnswered, viewer: Viewer, at: datetime) -> None:
    # A yes is told with the promise that it is from now on: one act is one mail.
    if event.state == ProposalState.ACCEPTED:
        return
    rows = ProposedPromise.objects.visible_to(viewers.house(_WHY)).filter(pk=event.subject, contact__isnull=False)
    tell(list(rows.values_list("contact_id", flat=True)), TidingKind.ANSWERED, event.subject, viewer=viewer, at=at)


def _objection(event: ObjectionAnswered, viewer: Viewer, at: datetime) -> None:
    rows = Objection.objects.visible_to(viewers.house(_WHY)).filter(pk=event.subject)
    tell(list(rows.values_list("contact_id", flat=True)), TidingKind.ANSWERED, event.subject, viewer=viewer, at=at)


def _line(event: EntryAnswered, viewer: Viewer, at: datetime) -> None:
    """Whoever of theirs put a line in hears what we say to it."""
    rows = LedgerEntry.objects.visible_to(viewers.house(_WHY)).filter(pk=event.subject, contact__isnull=False)
    if event.by == LedgerSide.OURS:
        proposed = rows.filter(proposed_by=LedgerSide.THEIRS).values_list("contact_id", flat=True)
        tell(list(proposed), TidingKind.ANSWERED, event.subject, viewer=viewer, at=at)


def _idea(event: IdeaAnswered, viewer: Viewer, at: datetime) -> None:
    """Whoever gave it hears of it; and of one between an account and us, whoever of theirs wants it too."""
    ours = viewers.house(_WHY)
    rows = Idea.objects.visible_to(ours).filter(pk=event.subject)
    givers = rows.filter(contact__isnull=False).values_list("contact_id", flat=True)
    votes = Vote.objects.visible_to(ours).filter(idea__in=rows.filter(audience=Audience.ACCOUNT), contact__isnull=False)
    own = votes.filter(account=event.account or None, withdrawn_at__isnull=True, recorded_by__isnull=True)
    named = [*givers, *own.order_by("pk").values_list("contact_id", flat=True)]
    tell(list(dict.fromkeys(named)), TidingKind.ANSWERED, event.subject, viewer=viewer, at=at)


def _asked(event: QuestionSent, viewer: Viewer, at: datetime) -> None:
    tell([event.contact], TidingKind.ASKED, event.subject, viewer=viewer, at=at)


def _mirror(event: MirrorReleased, viewer: Viewer, at: datetime) -> None:
    if event.audience == Audience.ACCOUNT:
        inside = notices.list_inside(event.account, viewer=viewers.house(_WHY))
        tell(inside, TidingKind.MIRROR, event.subject, viewer=viewer, at=at)


def _of_promise(promise: str) -> list[str]:
    rows = Promise.objects.visible_to(viewers.house(_WHY)).filter(pk=promise, contact__isnull=False)
    return list(rows.values_list("contact_id", flat=True))
