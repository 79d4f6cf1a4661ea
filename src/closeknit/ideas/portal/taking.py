"""Taking in what is handed in outside: the same body for whoever gives it, for who moderates, and for the waiting list."""

from collections.abc import Mapping
from datetime import datetime

from closeknit.accounts import viewers as account_viewers
from closeknit.accounts.models import Contact
from closeknit.analysis.ideas.duty import plan_answer
from closeknit.analysis.ideas.kinds import GiverKind
from closeknit.analysis.ideas.portal import Origin, SubmissionState
from closeknit.analysis.kinds import Audience
from closeknit.ideas import events as idea_events
from closeknit.ideas import figures, numbering, readers, tasks
from closeknit.ideas.models import Idea, Posting, Submission, Vote
from closeknit.ideas.portal import events, letters, rules
from closeknit.ideas.portal.rules import RulesRow
from closeknit.identity import queries as identity_queries
from closeknit.kit import ids, markdown, search
from closeknit.kit import viewer as viewers
from closeknit.kit.events import record
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints import shared as touchpoints

STREAM, KIND = "portal", "posting"
_WHY = "what is handed in on the open portal"


def take_in(row: Submission, *, viewer: Viewer, at: datetime) -> SubmissionState:
    """Keep what was handed in where it belongs now: on the waiting list, before who moderates, or shown. Return where that is."""
    set_so = rules.get_rules()
    if rules.get_intake(set_so).is_full:
        row.state = SubmissionState.LISTED
    elif set_so.is_moderated or row.origin == Origin.EMBED:
        row.state = SubmissionState.WAITING
    else:
        row.state = SubmissionState.ACCEPTED
    Submission.objects.add(row)
    record(events.Submitted(subject=row.pk, origin=row.origin, state=row.state), viewer=viewer, at=at)
    if row.state == SubmissionState.ACCEPTED:
        accept(row, set_so, viewer=viewer, at=at)
    return SubmissionState(row.state)


def accept(row: Submission, set_so: RulesRow, *, viewer: Viewer, at: datetime, is_member: bool = False) -> Posting:
    """Make an idea of it that is shown outside, with its number, its reader and its day; its words are kept as the giver's."""
    ours = viewers.house(_WHY)
    place = find_place(row.person_id, ours)
    idea = make_idea(
        _giver(row, place), title=row.title, text=row.text, audience=set_so.audience, given_at=row.given_at,
        counted_at=row.moved_at or row.given_at, reading=viewer if is_member else ours,
    )  # fmt: skip
    row.change(
        state=SubmissionState.ACCEPTED, idea=idea, decided_at=at, decided_by_id=viewer.member if is_member else None
    )
    posting = show(idea, title=row.title, text=row.text, is_named=row.is_named, at=at)
    if row.person_id is not None:
        vote_as_giver(idea, row.person_id, place, at)
    figures.recount([idea.pk])
    record(tell_given(idea), viewer=viewer, at=at)
    accepted = events.SubmissionAccepted(
        subject=row.pk, account=idea.account_id or "", idea=idea.pk, number=posting.number
    )
    record(accepted, viewer=viewer, at=at)
    _keep_words(row, idea)
    letters.write_shown(row, posting, viewer=viewer, at=at)
    tasks.embed_soon(idea.pk)
    return posting


def show(idea: Idea, *, title: str, text: str, is_named: bool, at: datetime, stream: str = numbering.PORTAL) -> Posting:
    """Write what of an idea is shown outside, with the next number of the portal's own count, or of the account whose id `stream` is."""
    posting = Posting.objects.add(
        Posting(
            id=ids.new(KIND, stream), idea=idea, stream=stream, number=numbering.draw(stream), title=title, text=text,
            is_named=is_named, shown_at=at,
        )
    )  # fmt: skip
    if stream == numbering.PORTAL:
        make_findable(posting)
    return posting


def make_findable(posting: Posting) -> None:
    """Let an idea be found outside by the words that it is shown with, and by no others."""
    search.remove([posting.pk])
    search.write([search.Text(posting.pk, KIND, "", f"{posting.title}\n{posting.text}")])


def move_up(*, viewer: Viewer, at: datetime) -> int:
    """Let those whose turn has come leave the waiting list, and tell them; return how many."""
    set_so, ours = rules.get_rules(), viewers.house(_WHY)
    waiting = Submission.objects.visible_to(ours).filter(state=SubmissionState.LISTED)
    if not waiting.exists():
        return 0
    room = rules.get_intake(set_so).room
    rows = list(waiting.select_related("person__login").order_by("given_at", "pk")[:room])
    for row in rows:
        row.change(moved_at=at)
        record(events.SubmissionMoved(subject=row.pk), viewer=viewer, at=at)
        if set_so.is_moderated or row.origin == Origin.EMBED:
            row.change(state=SubmissionState.WAITING)
            letters.write_moved(row, viewer=viewer, at=at)
        else:
            accept(row, set_so, viewer=viewer, at=at)
    return len(rows)


def find_place(person: str | None, ours: Viewer) -> Contact | None:
    """Return the one place that a person has; None where they have none or several: then they stand for themselves."""
    rows = Contact.objects.visible_to(ours).filter(person=person, until_on__isnull=True).select_related("account")
    found = list(rows.order_by("pk")[:2]) if person else []
    return found[0] if len(found) == 1 else None


def find_place_at(viewer: Viewer, ours: Viewer) -> Contact | None:
    """Return the place at which somebody outside acts: in a shared site the one there, on the portal the only one that they have."""
    if not viewer.accounts:
        return find_place(viewer.id, ours)
    rows = Contact.objects.visible_to(ours).filter(person=viewer.id, account__in=viewer.accounts, until_on__isnull=True)
    return rows.select_related("account").order_by("pk").first()


def make_idea(
    giver: Mapping[str, str],
    *,
    title: str,
    text: str,
    audience: Audience,
    given_at: datetime,
    counted_at: datetime,
    reading: Viewer,
    stream: str = STREAM,
) -> Idea:
    """Write an idea of somebody outside, with the next number, its reader, and its day counted from `counted_at`."""
    ours = viewers.house(_WHY)
    idea = Idea(
        id=ids.new("idea", stream), number=numbering.draw(numbering.HOUSE), title=title, text=text, audience=audience,
        given_at=given_at, reader_id=readers.choose(giver.get("account_id", ""), viewer=reading),
        answer_by=plan_answer(identity_queries.today_at(counted_at), readers.get_rule(viewer=ours).days), **giver,
    )  # fmt: skip
    Idea.objects.add(idea)
    figures.make_findable(idea)
    return idea


def vote_as_giver(idea: Idea, person: str, place: Contact | None, at: datetime) -> None:
    """Count whoever gave an idea outside among those who want it."""
    where = {"contact_id": place.pk, "account_id": place.account_id} if place else {}
    stream = place.account_id if place and idea.audience == Audience.ACCOUNT else STREAM
    Vote.objects.add(Vote(id=ids.new("vote", stream), idea=idea, person_id=person, cast_at=at, **where))


def tell_given(idea: Idea) -> idea_events.IdeaGiven:
    """Return what is recorded of a new idea."""
    return idea_events.IdeaGiven(
        subject=idea.pk, account=idea.account_id or "", number=idea.number, giver_kind=idea.giver_kind,
        reader=idea.reader_id or "", answer_by=idea.answer_by,
    )  # fmt: skip


def _giver(row: Submission, place: Contact | None) -> dict[str, str]:
    if row.person_id is None:
        return {"giver_kind": GiverKind.OUTSIDER, "outsider_name": row.name, "outsider_email": row.email}
    giver: dict[str, str] = {"giver_kind": GiverKind.CONTACT, "person_id": row.person_id}
    return giver | ({"contact_id": place.pk, "account_id": place.account_id} if place else {})


def _keep_words(row: Submission, idea: Idea) -> None:
    """Keep the idea as words of whoever signed in to give it: a talk with us, that counts for their account."""
    if row.person_id is None:
        return
    touchpoints.record_written(
        text=f"{row.title}\n\n{markdown.to_text(row.text)}".strip(),
        person=row.person_id,
        account=idea.account_id,
        at=row.given_at,
        about=idea.pk,
        # Whoever would not be named is not to be quoted by name either.
        audience=idea.audience if row.is_named else Audience.SPEAKER,
        viewer=account_viewers.of_person(row.person_id),
    )
