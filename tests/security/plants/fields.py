"""Each rule in the rooms' `shared` modules by which something is told to some only: a name, a reason, words that were taken back.

The rule is written out of the function in which it stands; in a world where it matters, what it keeps must not come out.
"""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction

from closeknit.accounts.models import Contact, Person
from closeknit.ideas import figures
from closeknit.ideas.models import ChallengeAnswer, Idea, Posting, Vote
from closeknit.identity.models import Member
from closeknit.kit import clock
from closeknit.kit.viewer import NOBODY, Viewer
from closeknit.promises.models import (
    Action,
    Confirmation,
    Goal,
    GoalReading,
    LedgerAnswer,
    LedgerEntry,
    MirrorLine,
    Objection,
    Plan,
    Promise,
)
from closeknit.research.models import Observation
from closeknit.touchpoints.models import Turn
from closeknit.verbatims.models import Verbatim
from tests.security import calling
from tests.security.asking import Asking, hold
from tests.security.plants import Plant
from tests.security.world import World

_UNSEEN = "Whom Only We Know"
_OURS = "What only we read"


@dataclass(frozen=True)
class Rule:
    """A rule: in which function it stands, how it reads there, and how that function reads without it.

    `arrange` makes the world in which it matters and returns what must not come out; `asks` is called for what comes out.
    """

    name: str
    module: str
    function: str
    old: str
    new: str
    arrange: Callable[[World], str]
    asks: tuple[str, str]
    person: str = "manager at a"


def plants() -> Iterator[Plant]:
    """Return a plant for each rule."""
    for rule in RULES:
        yield Plant(f"field:{rule.name}", partial(_unwrite, rule), partial(_decide, rule))


def _unwrite(rule: Rule, patch: pytest.MonkeyPatch) -> None:
    module = import_module(f"closeknit.{rule.module}")
    source = textwrap.dedent(inspect.getsource(getattr(module, rule.function)))
    assert rule.old in source, f"{rule.name}: the rule reads otherwise now in {rule.module}.{rule.function}"
    made: dict[str, Any] = {}
    exec(compile(source.replace(rule.old, rule.new), f"{rule.name} unwritten", "exec"), vars(module), made)
    patch.setattr(module, rule.function, made[rule.function])


def _decide(rule: Rule, asking: Asking) -> None:
    world, (module, function) = asking.world, rule.asks
    calls = calling.calls_in(world)
    viewer = NOBODY if rule.person == "nobody" else calls.viewers[rule.person]
    with transaction.atomic():
        kept = rule.arrange(world)
        said = repr(_ask(getattr(import_module(f"closeknit.{module}"), function), viewer, world, calls.at))
        transaction.set_rollback(True)
    hold(kept and kept not in said, f"{rule.name}: “{kept}” comes out in {said[:600]}")


def _ask(function: Callable[..., Any], viewer: Viewer, world: World, at: Any) -> Any:
    said = calling.arguments(function, viewer, world, at)
    if function.__name__ in ("get_story", "get_promise"):
        said["promise"] = world.ids["start"]
    if function.__name__ == "get_idea" and "number" in said:
        said["number"] = Posting._base_manager.filter(idea__state="merged").latest("idea__merged_at").number
    return function(**said)


def _unseen(world: World) -> Contact:
    """Return somebody at the account who cannot come in: whom else we know there is ours to know."""
    at = clock.now()
    person = Person.objects.add(Person(id="person_unseen", name=_UNSEEN, first_word="whom", created_at=at))
    contact = Contact(id="contact_unseen", person=person, account_id=world.ids["account"], title="x")
    return Contact.objects.add(contact)


def _of_unseen(model: Any, column: str, **which: str) -> Callable[[World], str]:
    """Let some row name somebody who cannot come in."""

    def arrange(world: World) -> str:
        found = model._base_manager.filter(**{path: world.ids[name] for path, name in which.items()})
        assert found.update(**{column: _unseen(world)})
        return _UNSEEN

    return arrange


def _unseen_colleague(world: World) -> str:
    _unseen(world)
    return _UNSEEN


def _speaker(world: World) -> str:
    rows = Verbatim._base_manager.filter(pk=world.ids["verbatim"])
    assert rows.update(contact=_unseen(world), audience="account")
    return _UNSEEN


def _mailed(world: World) -> str:
    """Let somebody have answered by mail: their words stay between them and us."""
    turn = Turn._base_manager.filter(touchpoint=world.ids["touchpoint"]).first()
    assert turn is not None
    rows = Confirmation._base_manager.filter(pk=world.ids["confirmation"])
    assert rows.update(answer="no", recorded_at=clock.now(), turn=turn, source="mail")
    return turn.text


def _unread(world: World) -> str:
    """Let one of ours have noted a reason that was never told."""
    answer = LedgerAnswer(
        id="answer_unread", entry_id=world.ids["entry of portal:ledger_line"], state="disputed", side="ours",
        reason=_OURS, answered_on=clock.now().date(), noted_at=clock.now(),
    )  # fmt: skip
    LedgerAnswer.objects.add(answer)
    return _OURS


def _answered_by_unseen(world: World) -> str:
    _unread(world)
    assert LedgerAnswer._base_manager.filter(pk="answer_unread").update(side="theirs", contact=_unseen(world))
    return _UNSEEN


def _unnamed(world: World) -> str:
    return Person._base_manager.get(pk=world.ids["person of giver"]).name


def _put_into(idea: str, root: str) -> int:
    """Let an idea count in another, as the last one that did."""
    at = clock.now() + timedelta(seconds=1)
    into = {"merged_into": root, "counts_in": root, "merged_at": at, "state": "merged"}
    return Idea._base_manager.filter(pk=idea).update(**into)


def _merged(world: World) -> str:
    """Let an idea that all may read go into one that is read by whoever signs in."""
    root = Posting._base_manager.get(idea__audience="portal", title__startswith="Shown to whoever")
    shown = Posting._base_manager.get(title__startswith="Shown at night to all")
    assert _put_into(shown.idea_id, root.idea_id)
    return f"merged_into={root.number}"


def _told_alone(world: World) -> str:
    """Let a colleague have answered the challenge, of which the viewer was told something."""
    rows = ChallengeAnswer._base_manager.filter(pk="challengeanswer_chosena")
    assert rows.update(person=world.ids["person of both"])
    return "told_on=datetime"


def _owner_left(world: World) -> str:
    ours = world.viewers["member"]
    assert ours is not None
    assert Member._base_manager.filter(pk=ours.id).update(left_at=clock.now())
    return Member._base_manager.get(pk=ours.id).name


def _taken_back(model: Any, name: str, **how: Any) -> Callable[[World], str]:
    """Let a row have been taken back or dropped."""

    def arrange(world: World) -> str:
        rows = model._base_manager.filter(pk=world.ids[name])
        assert rows.update(**{column: value() if callable(value) else value for column, value in how.items()})
        return str(rows.get().text)

    return arrange


def _objected(world: World) -> str:
    text = _taken_back(Objection, "objection", state="taken_back", promise=world.ids["start"], answered_at=None)(world)
    return f"text='{text}'"


def _quoted(world: World) -> str:
    """Let a report hold a quotation whose speaker took their yes back."""
    rows = MirrorLine._base_manager.filter(version__account_id=world.ids["account"])
    row = rows.order_by("place").first()
    assert row is not None
    assert Verbatim._base_manager.filter(pk=world.ids["verbatim"]).update(audience="internal")
    quoted = {"is_quote": True, "contact": world.ids["contact"], "verbatim": world.ids["verbatim"], "text": _OURS}
    assert rows.filter(pk=row.pk).update(**quoted)
    return _OURS


def _given_by_unseen(world: World) -> str:
    """Let somebody who cannot come in have given the idea that stands in their name."""
    contact = _unseen(world)
    rows = Idea._base_manager.filter(pk=world.ids["idea of portal:space_idea"])
    assert rows.update(contact=contact, person=contact.person)
    return _UNSEEN


def _said_to_us(world: World) -> str:
    """Let what a colleague said to us alone be shown to their side in words of ours."""
    giver = Person._base_manager.get(pk=world.ids["person of both"])
    rows = Idea._base_manager.filter(pk=world.ids["idea in our words"])
    assert rows.update(contact=world.ids["contact of both"], person=giver)
    return giver.name


def _given_without_a_name(world: World) -> str:
    """Let a colleague have given an idea on the open portal without their name."""
    rows = Posting._base_manager.filter(idea__audience="portal", is_named=False)
    row = rows.get(title__startswith="Shown to whoever")
    assert Idea._base_manager.filter(pk=row.idea_id).update(account=world.ids["account"], person=None)
    return str(row.title)


def _wanted_elsewhere(world: World) -> str:
    """Let somebody of another company want what is between the viewer's and us."""
    idea, beside = world.ids["idea of portal:space_idea"], world.beside
    assert beside is not None
    before = Posting._base_manager.get(idea=idea).n_votes
    vote = {"person_id": beside.ids["person"], "account_id": beside.ids["account"], "cast_at": clock.now()}
    Vote.objects.add(Vote(id="vote_elsewhere", idea_id=idea, **vote))
    figures.recount([idea])
    return f"n_votes={before + 1}"


def _merged_elsewhere(world: World) -> str:
    """Let an idea go into one that is between another company and us."""
    assert world.beside is not None
    root = world.beside.ids["idea of portal:space_idea"]
    assert _put_into(world.ids["idea of portal:space_idea_taking_back"], root)
    return f"merged_id='{root}'"


_PROMISES, _PLANS, _LEDGER = (f"promises.shared.queries.{one}" for one in ("promises", "plans", "ledger"))
_NAMES = "say_name(row.contact, inside)", "(row.contact.person.name if row.contact else '')"
_IDEAS, _SPACES = "ideas.shared.queries", "ideas.shared.spaces"
_A_LINE, _A_PLAN = ("promises.shared.queries.ledger", "get_line"), ("promises.shared.queries.plans", "find_plan")
RULES = (
    Rule("promises.PromiseRow.person", _PROMISES, "_rows", 'Q(contact__in=inside.values("contact")[:1])',
         "Q(contact__isnull=False)", _of_unseen(Promise, "contact", pk="start"), (_PROMISES, "get_promise")),
    Rule("promises.WordRow.words", _PROMISES, "_words", " and (is_mine or row.source == WordSource.SITE)", "", _mailed,
         (_PROMISES, "get_story")),
    Rule("promises.ObjectionRow.text", _PROMISES, "_objections", ".exclude(state=ObjectionState.TAKEN_BACK)", "",
         _objected, (_PROMISES, "get_story")),
    Rule("plans.PlanRow.theirs_by", _PLANS, "find_plan", "say_name(row.theirs_by, inside)",
         "row.theirs_by.person.name", _of_unseen(Plan, "theirs_by", pk="plan"), _A_PLAN),
    Rule("plans.GoalRow.person", _PLANS, "_goal", *_NAMES, _of_unseen(Goal, "contact", pk="goal"), _A_PLAN),
    Rule("plans.ReadingRow.name", _PLANS, "_goal", "say_name(one.contact, inside)",
         "(one.contact.person.name if one.contact else '')", _of_unseen(GoalReading, "contact", pk="reading"), _A_PLAN),
    Rule("plans.ActionRow.person", _PLANS, "_action", *_NAMES, _of_unseen(Action, "contact", pk="action"), _A_PLAN),
    Rule("plans.GoalRow.text", _PLANS, "_goals", ".exclude(state=GoalState.DROPPED)", "",
         _taken_back(Goal, "goal", state="dropped", ended_on="2026-11-01"), _A_PLAN),
    Rule("ledger.LineRow.name", _LEDGER, "_line", *_NAMES,
         _of_unseen(LedgerEntry, "contact", pk="entry of portal:ledger_line"), _A_LINE),
    Rule("ledger.AnswerRow.name", _LEDGER, "_answer", "say_name(one.contact, inside)", "one.contact.person.name",
         _answered_by_unseen, _A_LINE),
    Rule("ledger.AnswerRow.reason", _LEDGER, "_answer", ' if one.is_told else ""', "", _unread, _A_LINE),
    Rule("verbatims.SaidRow.name", "verbatims.shared.queries", "list_said", ' if contact in inside else ""', "",
         _speaker, ("verbatims.shared.queries", "list_said")),
    Rule("ideas.Credit.name", "ideas.shared.queries", "_credit", ' if row.is_named else ""', "", _unnamed,
         ("ideas.shared.queries", "list_ideas"), "nobody"),
    Rule("ideas.IdeaRow.merged_into", "ideas.shared.queries", "_row",
         '(root.audience == "public" or viewer.kind != "nobody")', "True", _merged,
         ("ideas.shared.queries", "get_idea"), "nobody"),
    Rule("ideas.Credit.name of theirs", _IDEAS, "_credit_here", " and idea.contact_id in inside", "", _given_by_unseen,
         (_SPACES, "list_ideas")),
    Rule("ideas.Credit.name as we wrote it", _IDEAS, "_credit_here", " and row.is_named", "", _said_to_us,
         (_SPACES, "list_ideas")),
    Rule("ideas.IdeaRow given without a name", _SPACES, "_here", ", is_named=True", "", _given_without_a_name,
         (_SPACES, "list_ideas")),
    Rule("ideas.BetweenRow.n_votes", "ideas.figures", "_show", "row.stream == PORTAL or account == row.idea.account_id",
         "True", _wanted_elsewhere, (_SPACES, "list_ideas")),
    Rule("ideas.BetweenRow.merged_id", _IDEAS, "_row", " and root.account_id in (viewer.accounts or ())", "",
         _merged_elsewhere, (_SPACES, "get_idea")),
    Rule("challenges.AnswerRow.told", "ideas.shared.challenges", "_answer", "told and is_mine", "told", _told_alone,
         ("ideas.shared.challenges", "get_challenge")),
    Rule("accounts.ColleagueRow.name", "accounts.shared.queries", "list_colleagues", ", access__isnull=False", "",
         _unseen_colleague, ("accounts.shared.queries", "list_colleagues")),
    Rule("accounts.OurPersonRow.name", "accounts.shared.queries", "list_our_people",
         "row.owner and row.owner.left_at is None", "row.owner", _owner_left,
         ("accounts.shared.queries", "list_our_people")),
    Rule("research.ObservationRow.text", "research.shared.queries", "list_observations",
         ", taken_back_at__isnull=True", "", _taken_back(Observation, "observation", taken_back_at=clock.now),
         ("research.shared.queries", "list_observations")),
    Rule("mirror.ReportLine.text", "promises.mirror.queries", "get_report", 'not reaches(audience or "", Audience.ACCOUNT)',
         "False", _quoted, ("promises.mirror.shared", "get_report")),
)  # fmt: skip
