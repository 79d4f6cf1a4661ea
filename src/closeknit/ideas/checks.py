"""May this happen now, to an idea?"""

from datetime import date

from closeknit.accounts.models import Contact
from closeknit.analysis import lifecycles
from closeknit.analysis.ideas.kinds import IdeaState, NoReason, VerdictAnswer
from closeknit.ideas.models import Idea, Verdict
from closeknit.identity.models import Member
from closeknit.identity.roles import CAPABILITIES, Role
from closeknit.kit import typed
from closeknit.kit.capabilities import Capability
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Need
from closeknit.offerings import queries as offering_queries
from closeknit.offerings.models import Offering

LONGEST_TITLE, LONGEST = 140, 10_000


class SameIdea(Refused):
    """An idea cannot be merged into itself, nor into what is part of it."""


class BadMerge(Refused):
    """These two cannot be merged this way round."""


class VotedAlready(Refused):
    """One person has one vote."""


class NoVote(Refused):
    """There is no vote to take back."""


class BadVerdict(Refused):
    """Something is missing without which an answer is none."""


class CannotRead(Refused):
    """The member named cannot answer ideas."""


def get_idea(idea: str, *, viewer: Viewer, is_locked: bool = False) -> Idea:
    """Return the idea that `viewer` may see, held against others until the transaction ends where asked; or raise NotFound."""
    rows = Idea.objects.visible_to(viewer)
    row = (rows.select_for_update() if is_locked else rows).filter(pk=idea).first()
    if row is None:
        raise NotFound("There is no idea by that name.")
    return row


def get_root(row: Idea, *, viewer: Viewer) -> Idea:
    """Return the idea that `row` counts for, held until the transaction ends: itself where it is not merged."""
    return get_idea(row.counts_in_id or row.pk, viewer=viewer, is_locked=True)


def check_title(title: str) -> str:
    """Return the title in one line, or raise typed.NothingSaid."""
    said = " ".join(title.split())
    if not said:
        raise typed.NothingSaid("Say the idea in one line. Nothing was kept yet.")
    if len(said) > LONGEST_TITLE:
        raise typed.NothingSaid(
            f"One line is at most {LONGEST_TITLE} letters, this has {len(said)}. What is more fits below it."
        )
    return said


def check_text(text: str) -> str:
    """Return the text without blanks around it, or raise typed.NothingSaid where it is too long."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise typed.NothingSaid(
            f"This is {len(said):,} letters long; an idea has at most {LONGEST:,}. Nothing was kept."
        )
    return said


def check_may_change(row: Idea, *, viewer: Viewer) -> None:
    """Raise NotAllowed where the viewer neither gave it, nor wrote it down, nor answers ideas."""
    if not viewer.can(Capability.ANSWER_IDEAS) and viewer.id not in (row.member_id, row.noted_by_id):
        raise NotAllowed("Only who wrote it down, or who answers ideas, can say it in other words.")


def check_contact(contact: str, *, viewer: Viewer) -> Contact:
    """Return the contact, with person and account, or raise NotFound."""
    rows = Contact.objects.visible_to(viewer).select_related("person", "account")
    row = rows.filter(pk=contact).first()
    if row is None:
        raise NotFound("There is no person by that name.")
    return row


def check_needs(needs: list[str], *, viewer: Viewer) -> None:
    """Raise NotFound where one of them is not there."""
    if Need.objects.visible_to(viewer).filter(pk__in=needs).count() < len(needs):
        raise NotFound("There is no need by that name.")


def check_offering(offering: str, *, viewer: Viewer) -> None:
    """Raise NotFound where there is none by that name."""
    if not Offering.objects.visible_to(viewer).filter(pk=offering).exists():
        raise NotFound("There is no offering by that name.")


def check_reader(member: str, *, viewer: Viewer) -> Member:
    """Return the member, or raise CannotRead where they left or their role does not answer ideas."""
    row = Member.objects.visible_to(viewer).filter(pk=member, left_at__isnull=True).first()
    if row is None:
        raise NotFound("There is no member by that name.")
    if not can_read(row):
        raise CannotRead(f"{row.name}’s role does not answer ideas. Choose somebody else, or change the role first.")
    return row


def can_read(member: Member) -> bool:
    """Return whether a member's role answers ideas."""
    return Capability.ANSWER_IDEAS in CAPABILITIES[Role(member.role)]


def check_can_merge(row: Idea, target: Idea) -> None:
    """Raise SameIdea or BadMerge where `row` cannot count for `target`, which is no merged one."""
    if row.pk == target.pk:
        raise SameIdea("That is the same idea. Choose another one; nothing was changed.")
    if row.counts_in_id:
        raise BadMerge(f"Idea {row.number} is part of another already. Take it apart first; nothing was changed.")
    if target.state == IdeaState.OPEN and row.state != IdeaState.OPEN:
        raise BadMerge(
            f"Idea {row.number} has its answer and idea {target.number} has none. Merge idea {target.number} into "
            f"idea {row.number} instead, so that nobody waits for an answer twice."
        )
    if target.state == IdeaState.WITHDRAWN:
        raise BadMerge(
            f"Idea {target.number} was taken back by whoever gave it. Choose another one; nothing was changed."
        )
    _check_move(row.state, IdeaState.MERGED)


def check_no_ring(row: Idea, chosen: Idea) -> None:
    """Raise SameIdea where the idea chosen to merge into is itself part of `row`."""
    if chosen.pk != row.pk and chosen.counts_in_id == row.pk:
        raise SameIdea(
            f"Idea {chosen.number} is part of idea {row.number} already: this would be a ring. Nothing was changed."
        )


def check_can_answer(row: Idea, answer: str, *, reason: str, revisit_on: date | None, today: date) -> VerdictAnswer:
    """Return the answer's code, or raise BadVerdict where its reason or its day is missing, or the idea is merged."""
    if answer not in set(VerdictAnswer):
        raise BadVerdict("Choose an answer: yes, in use, partly, not now or no. What you wrote stands below.")
    if row.state == IdeaState.WITHDRAWN:
        raise BadVerdict(f"Whoever gave idea {row.number} took it back. There is nothing to answer any more.")
    if row.state == IdeaState.MERGED:
        raise BadVerdict(f"Idea {row.number} is part of another. Answer that one: its giver is told too.")
    if answer == VerdictAnswer.NO and reason not in set(NoReason):
        raise BadVerdict("A no needs its reason from the list, so that we can count them. What you wrote stands below.")
    if answer == VerdictAnswer.NOT_NOW and revisit_on is None:
        raise BadVerdict("Not now needs the day on which it is looked at again. What you wrote stands below.")
    if answer == VerdictAnswer.NOT_NOW and revisit_on is not None and revisit_on <= today:
        raise BadVerdict("Choose a day that is still ahead to look at it again. What you wrote stands below.")
    if row.state != answer:
        _check_move(row.state, answer)
    return VerdictAnswer(answer)


def check_sentence(sentence: str) -> str:
    """Return why, without blanks around it; or raise BadVerdict where it is missing or no sentence any more."""
    said = sentence.replace("\r\n", "\n").strip()
    if not said:
        raise BadVerdict("Say why, in a sentence that whoever gave it may read.")
    if len(said) > LONGEST:
        raise BadVerdict(f"This is {len(said):,} letters long; an answer has at most {LONGEST:,}. Nothing was kept.")
    return said


def check_line(line: str, *, viewer: Viewer) -> str:
    """Return the line of our purpose that an answer cites, "" where there is no purpose yet; or raise BadVerdict."""
    lines = {one.id for one in offering_queries.list_purpose_lines(viewer=viewer)}
    if lines and not line:
        raise BadVerdict("Choose the line of our purpose that this answer serves. What you wrote stands below.")
    if line and line not in lines:
        raise BadVerdict("Our purpose has been written anew since. Choose the line again; what you wrote stands below.")
    return line


def check_newest(newest: Verdict | None, base: int) -> None:
    """Raise ChangedMeanwhile where another verdict came after the one that was seen while writing."""
    current = newest.number if newest else 0
    if base != current:
        raise ChangedMeanwhile(
            "Somebody answered it while you were writing. Nothing is lost: both answers stand below. "
            "Take over what you want to keep, and give yours as the next one, or leave theirs."
        )


def check_says_more(newest: Verdict | None, verdict: Verdict) -> None:
    """Raise BadVerdict where the verdict says exactly what the newest says."""
    if newest is not None and all(
        getattr(newest, name) == getattr(verdict, name)
        for name in ("answer", "reason", "sentence", "revisit_on", "line_id")
    ):
        raise BadVerdict("That is word for word the answer it has. Nothing was changed.")


def _check_move(before: str, after: str) -> None:
    try:
        lifecycles.check_move(lifecycles.IDEA, before, after)
    except lifecycles.MoveRefused as refused:
        raise BadVerdict(refused.sentence) from refused
