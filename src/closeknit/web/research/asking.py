"""Ticking standing questions while a talk is logged: which are offered, with what was said last, and what somebody typed to each.

The form of the talk includes `web/research/_offers.html`; `read` gives what was typed, `Asking.given` what is handed to the operation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from closeknit.accounts import queries as account_queries
from closeknit.accounts.queries import AccountRow, ContactRow
from closeknit.analysis.kinds import AnswerOutcome
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Quote
from closeknit.kit.refusals import Refused
from closeknit.research import checks, queries
from closeknit.research.queries import Offer
from closeknit.today.answering import Answered
from closeknit.web.request import HouseRequest
from closeknit.web.research import labels, rows

LONGEST_ANSWER = 20_000


@dataclass(frozen=True)
class Asked:
    """One question as it stands in the form; `key` is the version that is asked. `problem` says what has to be mended."""

    key: str
    text: str
    why: str
    last: Quote | None
    last_is_their_own: bool
    is_ticked: bool = False
    words: str = ""
    who: str = ""
    outcome: str = ""
    follows: str = ""
    signal: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Asking:
    """The questions of the form: those to ask now, and the others; who can have answered; whether anything has to be mended."""

    ask: tuple[Asked, ...] = ()
    others: tuple[Asked, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    why_few: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()
    signs: tuple[tuple[str, str], ...] = ()

    @property
    def ticked(self) -> list[Asked]:
        """The questions that were put, in the form's order."""
        return [one for one in self.ask + self.others if one.is_ticked]

    @property
    def is_valid(self) -> bool:
        """Whether nothing has to be mended."""
        return not any(one.problem for one in self.ticked)

    @property
    def opens(self) -> bool:
        """Whether a question beyond those to ask now is ticked: then all of them are shown."""
        return any(one.is_ticked for one in self.others)

    @property
    def given(self) -> list[Answered]:
        """What is handed to the operation."""
        return [
            Answered(one.key, one.who or None, one.words, one.outcome, one.follows, one.signal) for one in self.ticked
        ]


@require_GET
def offers(request: HouseRequest) -> HttpResponse:
    """Offer the questions for the account and the people that were chosen, keeping what is typed already."""
    name = request.GET.get("account", "")
    account = account_queries.find_account_by_name(name, viewer=request.viewer) if name else None
    asking = read(request, request.GET, account, request.GET.getlist("people"), is_checked=False)
    return render(request, "web/research/_offers.html", {"asking": asking})


def read(
    request: HouseRequest,
    typed: QueryDict,
    account: AccountRow | None,
    people: Sequence[str],
    *,
    is_checked: bool = True,
) -> Asking:
    """Return the questions for a talk with `people` at `account`, with what somebody `typed` to each; none while no account is chosen."""
    if account is None:
        return Asking()
    viewer = request.viewer
    here = {one.id: one for one in account_queries.list_contacts(viewer=viewer, account=account.id)}
    there = [here[one] for one in people if one in here]
    offered = queries.offer_questions(
        account, there[0] if there else None, viewer=viewer, at=request.at, zone=request.zone
    )
    chosen = set(typed.getlist("asked"))
    known = [_asked(one, typed, chosen, is_checked) for one in offered.ask]
    others = [_asked(one, typed, chosen, is_checked) for one in offered.later + offered.resting]
    # Reworded or retired while somebody typed: what was asked is kept in the words that they saw.
    gone = chosen - {one.key for one in known + others}
    others += [_retired(key, typed, is_checked) for key in sorted(gone)]
    outcomes = [(code, label) for code, label in labels.OUTCOMES.items() if _may(request, code)]
    return Asking(
        ask=tuple(known),
        others=tuple(others),
        people=tuple((one.id, one.name) for one in there) if len(there) > 1 else (),
        why_few=_why_few(offered, there),
        outcomes=tuple(outcomes),
        signs=tuple(labels.SIGNS),
    )


def _asked(one: Offer, typed: QueryDict, chosen: set[str], is_checked: bool) -> Asked:
    bare = Asked(
        key=one.question.version_id,
        text=one.question.text,
        why=one.reasons[0] if one.reasons else "",
        last=rows.quote_of(one.last, with_account=False) if one.last else None,
        last_is_their_own=one.is_their_own,
    )
    return _typed(bare, typed, chosen, is_checked)


def _retired(key: str, typed: QueryDict, is_checked: bool) -> Asked:
    text = typed.get(f"text-{key}", "") or "A question that was in the bank"
    bare = Asked(key=key, text=text, why="Reworded or retired meanwhile; the answer keeps these words", last=None,
                 last_is_their_own=False)  # fmt: skip
    return _typed(bare, typed, {key}, is_checked)


def _typed(bare: Asked, typed: Mapping[str, str], chosen: set[str], is_checked: bool) -> Asked:
    words = typed.get(f"answer-{bare.key}", "").strip()
    full = replace(
        bare,
        # Whoever types an answer has asked, ticked or not.
        is_ticked=bare.key in chosen or bool(words),
        words=words,
        who=typed.get(f"who-{bare.key}", ""),
        outcome=typed.get(f"outcome-{bare.key}", ""),
        follows=typed.get(f"follows-{bare.key}", "").strip(),
        signal=typed.get(f"signal-{bare.key}", ""),
    )
    return replace(full, problem=_problem(full)) if is_checked and full.is_ticked else full


def _problem(one: Asked) -> str:
    if len(one.words) > LONGEST_ANSWER:
        return f"That answer has {len(one.words):,} letters; {LONGEST_ANSWER:,} fit here. Put the rest into what they said."
    if one.outcome == AnswerOutcome.SIGNAL and not one.words:
        return "A sign needs the words that it stands in. Write down what they said."
    try:
        checks.check_outcome(one.outcome, one.follows, one.signal)
    except Refused as refusal:
        return str(refusal)
    return ""


def _may(request: HouseRequest, outcome: str) -> bool:
    if outcome == AnswerOutcome.PROMISE:
        return request.viewer.can(Capability.MAKE_PROMISES)
    return outcome != AnswerOutcome.SIGNAL or request.viewer.can(Capability.CURATE_NEEDS)


def _why_few(offered: queries.OfferedQuestions, there: Sequence[ContactRow]) -> str:
    if offered.ask or not offered.all:
        return ""
    return (
        f"{there[0].name if there else 'This account'} was asked a short while ago. Let the questions rest this time."
    )
