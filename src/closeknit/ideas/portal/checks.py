"""May this happen now, on the open portal?"""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from closeknit.analysis import lifecycles
from closeknit.analysis.ideas.kinds import IdeaState
from closeknit.analysis.ideas.portal import DeclineReason, SubmissionState
from closeknit.analysis.kinds import Audience
from closeknit.ideas.models import Idea, Posting, Submission, Vote
from closeknit.ideas.models.portal import PORTAL
from closeknit.ideas.portal.rules import RulesRow
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer

LONGEST_TITLE, LONGEST, LONGEST_SENTENCE = 140, 10_000, 2_000
PRESSED_TWICE = timedelta(minutes=2)
MOST_A_DAY, MOST_VOTES_AN_HOUR, MOST_EMBEDDED = 5, 120, 200
# Signs that are not seen and turn what is seen around: nobody types them.
_HIDDEN = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# More marks on one letter than any script puts there.
_HEAPED = re.compile(
    "([\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?")


class BadSubmission(Refused):
    """Nothing was said, or too much."""


class GivenAlready(Refused):
    """The same was handed in a moment ago."""


class TooMany(Refused):
    """One person, or one address, asks for more than a person can mean."""


class PastThat(Refused):
    """It was decided already, or taken back."""


class BadRules(Refused):
    """A portal that cannot be."""


class NotShown(Refused):
    """The idea is not on the portal."""


def check_open(rules: RulesRow) -> None:
    """Raise NotFound where the portal is closed: then nothing is there."""
    if not rules.is_open:
        raise NotFound


def clean(text: str) -> str:
    """Return what somebody typed without signs that cannot be seen, and with no more marks on a letter than a script has."""
    seen = _HIDDEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    kept = "".join(
        sign for sign in seen if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn")
    )
    return _HEAPED.sub(r"\1", kept).strip()


def check_title(title: str) -> str:
    """Return the title in one line, or raise BadSubmission."""
    said = " ".join(clean(title).split())
    if not any(sign.isalnum() for sign in said):
        raise BadSubmission(_("Say it in one line first. Nothing was kept yet."))
    if len(said) > LONGEST_TITLE:
        raise BadSubmission(
            _("One line is at most %(most)d letters, this has %(n)d. What is more fits below it.")
            % {"most": LONGEST_TITLE, "n": len(said)}
        )
    return said


def check_text(text: str, *, most: int = LONGEST) -> str:
    """Return the text, or raise BadSubmission where it is too long."""
    said = clean(text)
    if len(said) > most:
        raise BadSubmission(
            _("This is %(n)d letters long; at most %(most)d are read. Nothing was kept: shorten it here.")
            % {"most": most, "n": len(said)}
        )
    return said


def check_given_once(title: str, text: str, is_named: bool, *, viewer: Viewer, at: datetime) -> None:
    """Raise GivenAlready where this person handed in the same a moment ago: the button was pressed twice.

    Or BadSubmission, where it is only to be with their name or without it now: that would be lost with the second press.
    """
    same = Submission.objects.visible_to(viewer).filter(person=viewer.id, title=title, text=text)
    lately = same.exclude(state=SubmissionState.WITHDRAWN).filter(given_at__gt=at - PRESSED_TWICE)
    for was_named in lately.order_by("-given_at", "-pk").values_list("is_named", flat=True)[:1]:
        if was_named == is_named:
            raise GivenAlready(_("You have given that already; it stands among what you gave."))
        raise BadSubmission(
            _("You gave the same a moment ago with your name. Nothing was changed.")
            if was_named
            else _("You gave the same a moment ago without your name. Nothing was changed.")
        )


def check_given_once_between(title: str, text: str, account: str, *, viewer: Viewer, at: datetime) -> None:
    """Raise GivenAlready where this person gave the same in this shared site a moment ago: the button was pressed twice."""
    mine = Posting.objects.visible_to(viewer).filter(idea__person=viewer.id, idea__account=account, title=title)
    if mine.filter(text=text, idea__audience=Audience.ACCOUNT, idea__given_at__gt=at - PRESSED_TWICE).exists():
        raise GivenAlready(_("You have given that already; it stands among what you gave."))


def check_own_open(row: Idea, *, viewer: Viewer) -> None:
    """Raise NotFound where it is not the viewer's own idea of a shared site; PastThat where it cannot be taken back any more."""
    posting = get_posting(row, viewer=viewer)
    if row.person_id != viewer.id or posting is None or not posting.is_named or posting.stream == PORTAL:
        raise NotFound
    if row.state != IdeaState.OPEN or row.audience != Audience.ACCOUNT:
        raise PastThat(_("It was answered, or taken back, in the meantime. Nothing was changed."))


def check_not_too_many(*, viewer: Viewer, at: datetime) -> None:
    """Raise TooMany where the viewer has handed in as much in a day as one person can mean."""
    lately: dict[str, Any] = {"person_id": viewer.id, "given_at__gt": at - timedelta(days=1)}
    n = Submission.objects.visible_to(viewer).filter(**lately).count()
    between = Q(audience=Audience.ACCOUNT) | Q(state=IdeaState.WITHDRAWN)
    if n + Idea.objects.visible_to(viewer).filter(between, **lately).count() >= MOST_A_DAY:
        raise TooMany(
            _(
                "You gave %(n)d in a day, and somebody reads and answers each. Come back tomorrow; what you typed stands below."
            )
            % {"n": MOST_A_DAY}
        )


def check_not_too_many_votes(*, viewer: Viewer, at: datetime) -> None:
    """Raise TooMany where the viewer has voted more often in an hour than one person can mean."""
    mine = Vote.objects.visible_to(viewer).filter(person_id=viewer.id, cast_at__gt=at - timedelta(hours=1))
    if mine.count() >= MOST_VOTES_AN_HOUR:
        raise TooMany(_("That were many votes in an hour. Nothing was changed; come back later."))


def get_submission(submission: str, *, viewer: Viewer) -> Submission:
    """Return what was handed in, held until the transaction ends; or raise NotFound."""
    rows = Submission.objects.visible_to(viewer).select_for_update()
    row = rows.filter(pk=submission).first()
    if row is None:
        raise NotFound
    return row


def check_move(row: Submission, target: SubmissionState) -> None:
    """Raise PastThat where the lifecycle does not lead there."""
    try:
        lifecycles.check_move(lifecycles.SUBMISSION, row.state, target)
    except lifecycles.MoveRefused as refused:
        raise PastThat(refused.sentence) from None


def check_decline(reason: str, sentence: str) -> tuple[DeclineReason, str]:
    """Return the reason and the sentence that goes with it, or raise BadSubmission."""
    if reason not in set(DeclineReason):
        raise BadSubmission("Choose why it is not shown, so that we can count the reasons. Nothing was changed.")
    said = check_text(sentence, most=LONGEST_SENTENCE)
    if not any(sign.isalnum() for sign in said):
        raise BadSubmission("Say why, in a sentence that whoever gave it can read. Nothing was changed.")
    return DeclineReason(reason), said


def check_reach(row: Idea, posting: Posting | None, reach: str) -> None:
    """Raise BadSubmission where an idea cannot be shown to these: what is between an account and us is no business of the portal."""
    if reach not in (Audience.ACCOUNT, Audience.PORTAL, Audience.PUBLIC):
        raise BadSubmission("Say whom it is shown to: the people of its account, whoever signs in, or everybody.")
    if row.state == IdeaState.WITHDRAWN:
        raise BadSubmission("Whoever gave it took it back. Nothing was changed.")
    if reach == Audience.ACCOUNT and not row.account_id:
        raise BadSubmission("It is of no account: there is no shared site to show it in. Nothing was changed.")
    if posting is not None and posting.is_between and reach != Audience.ACCOUNT:
        raise BadSubmission(
            "It is between their company and us, with what is said about it. For the portal give an idea of ours, in words for all, "
            "and merge this one into it. Nothing was changed."
        )
    if posting is not None and not posting.is_between and reach == Audience.ACCOUNT:
        raise BadSubmission("It stands on the open portal, where its people read it too. Nothing was changed.")


def check_pages(pages: str) -> str:
    """Return the origins that may frame the form, one a line, or raise BadRules."""
    origins = [page.strip().rstrip("/").lower() for page in pages.split() if page.strip()]
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise BadRules(f"“{origin[:80]}” is no page’s origin: write https://www.example.com, one a line.")
    if len(origins) > 20:
        raise BadRules("At most twenty pages can carry the form.")
    return "\n".join(dict.fromkeys(origins))


def get_posting(idea: Idea, *, viewer: Viewer) -> Posting | None:
    """Return what of an idea is shown outside, None where it never was."""
    return Posting.objects.visible_to(viewer).filter(idea=idea).first()
