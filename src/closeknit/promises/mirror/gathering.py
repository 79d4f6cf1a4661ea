"""Gathers what a mirror report of one account is put together from. Every statement here is narrowed to that one account.

Nothing of any other account may come in: not its words, not its counts, not a rank among others.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q

from closeknit.accounts.models import Contact
from closeknit.analysis.circle.titles import classify_title
from closeknit.analysis.feedback.kinds import MirrorPart
from closeknit.analysis.feedback.mirror import OF_SIGNAL, OwnFact, SaidFact, Somebody, VoiceFact
from closeknit.analysis.kinds import Audience, Medium, NeedState, SignalCode, Stance
from closeknit.analysis.periods import MONTHS
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import FORMING, Evidence, Need
from closeknit.needs.queries.listing import ROOT
from closeknit.promises import queries as promise_queries
from closeknit.promises.queries import PromiseRow
from closeknit.touchpoints.models import Touchpoint
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.consents import queries as consent_queries
from closeknit.verbatims.models import Signal
from closeknit.verbatims.queries import VerbatimRow

LOOK_BACK = timedelta(days=730)
_SURE = 0.6
_MOST = 300
_NEEDS, _OBSERVED, _PROMISES = 6, 4, 8
# What is heard as several things stands under the first of these.
_FIRST = (
    SignalCode.FEEDBACK,
    SignalCode.PAIN,
    SignalCode.PRAISE,
    SignalCode.NEED,
    SignalCode.PLAN,
    SignalCode.SUGGESTION,
)
_FUNCTIONS = {"technical": "engineering", "it": "IT", "people": "people and training"}
_LEVELS = {
    "executive": "those who lead the company",
    "head": "heads of a part",
    "manager": "managers",
    "hands": "those who do the work",
}


def list_people(account: str, *, viewer: Viewer, agreeing: Iterable[str]) -> list[Somebody]:
    """Return the people who are at the account, with the part of it and the level that is known of them."""
    agree = set(agreeing)
    rows = Contact.objects.visible_to(viewer).filter(account=account, until_on__isnull=True).order_by("pk")
    found = []
    for pk, title, function, level in rows.values_list("pk", "title", "function", "level"):
        placed = classify_title(title)
        part = function or (placed.function.value if placed.function else "")
        found.append(
            Somebody(
                id=pk,
                function=_FUNCTIONS.get(part, part),
                level=_LEVELS.get(level or (placed.level.value if placed.level else ""), ""),
                agrees=pk in agree,
            )
        )
    return found


def list_said(account: str, *, viewer: Viewer, at: datetime) -> tuple[list[SaidFact], dict[str, VerbatimRow]]:
    """Return what the account's people said in the last two years of what a mirror shows, and the words themselves by id."""
    signals = Signal.objects.visible_to(viewer).filter(
        Q(probability__gte=_SURE) | Q(decided_by__isnull=False) | Q(code=SignalCode.FEEDBACK),
        verbatim__account=account,
        verbatim__turn__is_ours=False,
        code__in=_FIRST,
        is_on=True,
        said_at__gte=at - LOOK_BACK,
        said_at__lte=at,
    )
    heard: dict[str, list[SignalCode]] = {}
    for verbatim, code in signals.order_by("-said_at", "-verbatim_id").values_list("verbatim_id", "code")[: _MOST * 2]:
        heard.setdefault(verbatim, []).append(SignalCode(code))
    rows = {row.id: row for row in verbatim_queries.list_verbatims(list(heard)[:_MOST], viewer=viewer)}
    consents = consent_queries.list_consents(list(rows), viewer=viewer)
    facts = []
    for pk, row in rows.items():
        consent = consents.get(pk)
        facts.append(
            SaidFact(
                id=pk,
                contact=row.contact_id,
                text=row.text,
                on=row.said_on,
                part=OF_SIGNAL[min(heard[pk], key=_FIRST.index)],
                may_quote=bool(row.contact_id) and consent_queries.can_quote(row.wording, consent, to=Audience.ACCOUNT),
                speaker=_speaker(row) if consent and consent.is_named else "",
            )
        )
    return facts, rows


def list_own(account: str, *, viewer: Viewer, today: date, at: datetime) -> tuple[list[OwnFact], list[VoiceFact]]:
    """Return what only we have words for (needs, observations, promises), and the voices on each need."""
    voices = _voices(account, viewer, at)
    needs: dict[str, list[VoiceFact]] = {}
    for voice in voices:
        needs.setdefault(voice.need, []).append(voice)
    most = sorted(needs.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:_NEEDS]
    own = [
        OwnFact(f"need:{need}", MirrorPart.WANTS, several[0].statement, _people({one.contact for one in several}))
        for need, several in most
    ]
    own += _observed(account, viewer, at)
    promises = promise_queries.list_at(account, viewer=viewer)[:_PROMISES]
    own += [OwnFact(f"promise:{row.id}", MirrorPart.PROMISES, row.text, _promised(row, today)) for row in promises]
    return own, voices


def _voices(account: str, viewer: Viewer, at: datetime) -> list[VoiceFact]:
    links = Evidence.objects.visible_to(viewer).filter(account=account, said_at__range=(at - LOOK_BACK, at))
    links = links.filter(verbatim__contact__isnull=False).annotate(root=ROOT)
    found = list(links.order_by("-said_at", "-pk").values_list("root", "verbatim__contact_id", "stance")[: _MOST * 2])
    known = Need.objects.visible_to(viewer).filter(pk__in={need for need, _, _ in found})
    known = known.filter(state__in=(NeedState.OPEN, NeedState.ANSWERED)).exclude(FORMING)
    said = dict(known.values_list("pk", "statement"))
    return [
        VoiceFact(need, said[need], contact or "", Stance(stance))
        for need, contact, stance in dict.fromkeys(found)
        if need in said
    ]


def _observed(account: str, viewer: Viewer, at: datetime) -> list[OwnFact]:
    rows = Touchpoint.objects.visible_to(viewer).filter(
        account=account, medium=Medium.OBSERVATION, started_at__range=(at - LOOK_BACK, at)
    )
    newest = rows.order_by("-started_at", "-pk").values_list("pk", "summary", "subject", "started_at")[:_OBSERVED]
    return [
        OwnFact(f"observed:{pk}", MirrorPart.HINDERED, (summary or subject)[:400], f"seen by us in {_month(at.date())}")
        for pk, summary, subject, at in newest
        if summary or subject
    ]


def _promised(row: PromiseRow, today: date) -> str:
    who = "we promised" if row.direction == "ours" else "you promised"
    by = f" for {_day(row.due_on)}" if row.due_on else ""
    if row.settlement:
        return f"{who}{by}: {row.settlement}"
    late = row.due_on is not None and row.due_on < today
    return f"{who}{by}: {'late' if late else 'open'}"


def _people(contacts: Sequence[str] | set[str]) -> str:
    n = len({one for one in contacts if one})
    return "one of your people spoke of it" if n == 1 else f"{n} of your people spoke of it"


def _speaker(row: VerbatimRow) -> str:
    return f"{row.speaker}, {row.speaker_role}" if row.speaker_role else row.speaker


def _month(on: date) -> str:
    return f"{MONTHS[on.month - 1]} {on.year}"


def _day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"
