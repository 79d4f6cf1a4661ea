"""Can we help? Answers with versions, who is told, two who answer at once; and walks that never leave the lifecycle."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.analysis import lifecycles
from closeknit.kit import undo
from closeknit.kit.models import Mail, UndoStep
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed, NotFound, Refused
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as needs
from closeknit.offerings.helping import checks, operations, queries
from closeknit.offerings.helping.queries import HelpPage
from closeknit.offerings.models import Help, HelpTold, HelpVersion
from tests.conftest import NOW
from tests.operations.circle.telling import NIGHT, PLAN
from tests.operations.offerings.conftest import EITHER, Shop

LATER = NOW + timedelta(minutes=1)


def _answer(shop: Shop, answer: str = "no", base: int = 0, **more: object) -> str:
    given = {"why": "We have nobody for it", "viewer": shop.ben, "at": NOW} | more
    return operations.answer_help(account=shop.lab.id, need=shop.night, answer=answer, base=base, **given)


def _page(shop: Shop) -> HelpPage:
    return queries.get_help(shop.lab.id, shop.night, viewer=shop.ben, sender="Ben")


def _take_back(viewer: Viewer, since=NOW) -> None:
    step = undo.find_latest(viewer=viewer, since=since)
    assert step is not None
    undo.take_back(step=step.pk, viewer=viewer, at=LATER)


def test_needs_that_nobody_answered_stand_first_and_say_who_decides_by_when(shop: Shop):
    (row,) = queries.list_of_account(shop.lab.id, viewer=shop.ben)
    assert (row.need.id, row.state, row.is_open) == (shop.night, "", True)
    operations.ask_help(
        account=shop.lab.id,
        need=shop.night,
        decider=shop.ben.id,
        by_on=date(2026, 12, 1),
        base=0,
        viewer=shop.ben,
        at=NOW,
    )
    (row,) = queries.list_of_account(shop.lab.id, viewer=shop.ben)
    assert row.answer is not None
    assert (row.state, row.answer.decider, row.answer.by_on) == ("asked", "Ben", date(2026, 12, 1))


def test_every_version_of_an_answer_stays(shop: Shop):
    _answer(shop, "partner", partner="Harbour Sensors", takes="A week of theirs")
    _answer(shop, "yes", 1, why="We hired somebody")
    assert [(one.number, one.answer, one.partner) for one in _page(shop).versions] == [
        (2, "yes", ""),
        (1, "partner", "Harbour Sensors"),
    ]


def test_the_second_who_answers_at_once_is_refused_and_sees_the_first(shop: Shop):
    _answer(shop, "yes", why="Gladly")
    with pytest.raises(ChangedMeanwhile, match="both stand"):
        _answer(shop, "no")
    assert [one.why for one in _page(shop).versions] == ["Gladly"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"answer": "maybe"}, "yes, partly"),
        ({"why": " "}, "Say why"),
        ({"answer": "partner"}, "With whom"),
        ({"answer": "no", "partner": "Somebody"}, "a partner here"),
        ({"by_on": NOW.date() - timedelta(days=1)}, "That day is over"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(shop: Shop, given: dict[str, object], said: str):
    with pytest.raises(checks.BadAnswer, match=said):
        _answer(shop, **given)
    assert _page(shop).versions == ()


def test_a_no_is_told_kindly_with_the_reason_to_those_whose_words_stood_behind_it(shop: Shop):
    made = _answer(shop)
    drafts = _page(shop).drafts
    assert set(drafts) == {shop.lab.saskia, shop.lab.pieter}
    subject, body = drafts[shop.lab.saskia]
    assert NIGHT in body
    assert "We have nobody for it." in body
    # What Pieter said is only reported: it is never quoted back to him.
    assert EITHER not in drafts[shop.lab.pieter][1]
    given = {"help_id": made, "viewer": shop.ben, "at": NOW}
    operations.tell_help(contact=shop.lab.saskia, subject=subject, body=f"{body}PS: call me", **given)
    mail = Mail.objects.unscoped(reason="test").get(about=made)
    assert (mail.to, mail.body.endswith("PS: call me\n")) == (["saskia@rijnmond.example"], True)
    page = _page(shop)
    assert (page.state, [(one.contact_id, one.mail_state) for one in page.told]) == (
        "told",
        [(shop.lab.saskia, "waiting")],
    )
    assert set(page.drafts) == {shop.lab.pieter}
    with pytest.raises(checks.BadTelling, match="already"):
        operations.tell_help(contact=shop.lab.saskia, by_mail=False, **given)
    with pytest.raises(NotFound, match="do not stand behind"):
        operations.tell_help(contact=shop.lab.ilse, by_mail=False, **given)


def test_a_telling_can_be_taken_back_until_the_mail_is_sent(shop: Shop):
    made = _answer(shop)
    given = {"help_id": made, "contact": shop.lab.saskia, "subject": "No", "body": "Sorry.", "viewer": shop.ben}
    operations.tell_help(**given, at=LATER)
    _take_back(shop.ben, LATER)
    assert (_page(shop).state, Mail.objects.unscoped(reason="test").filter(about=made).count()) == ("answered", 0)
    again = LATER + timedelta(minutes=1)
    operations.tell_help(**given, at=again)
    Mail.objects.unscoped(reason="test").get(about=made).change(sent_at=again)
    with pytest.raises(undo.TouchedSince):
        _take_back(shop.ben, again)
    assert _page(shop).state == "told"


def test_taking_back_one_of_two_tellings_leaves_the_answer_told(shop: Shop):
    made = _answer(shop)
    operations.tell_help(help_id=made, contact=shop.lab.saskia, by_mail=False, viewer=shop.ben, at=LATER)
    step = undo.find_latest(viewer=shop.ben, since=LATER)
    again = LATER + timedelta(minutes=1)
    operations.tell_help(help_id=made, contact=shop.lab.pieter, by_mail=False, viewer=shop.ben, at=again)
    assert step is not None
    undo.take_back(step=step.pk, viewer=shop.ben, at=again)
    assert (_page(shop).state, len(_page(shop).told)) == ("told", 1)


def test_an_answer_that_was_told_has_to_be_told_anew_once_it_is_another(shop: Shop):
    made = _answer(shop)
    operations.tell_help(help_id=made, contact=shop.lab.saskia, by_mail=False, viewer=shop.ben, at=NOW)
    _answer(shop, "yes", 1)
    page = _page(shop)
    assert (page.state, shop.lab.saskia in page.drafts) == ("answered", True)


def test_what_was_answered_of_a_need_that_is_merged_since_counts_for_the_other(shop: Shop):
    other = needs.state_need(statement="Run unattended", verbatims=[shop.words[PLAN]], viewer=shop.ben, at=NOW)
    _answer(shop, "yes", why="Gladly")
    needs.merge_needs(need=shop.night, into=other, viewer=shop.ben, at=NOW)
    (row,) = queries.list_of_account(shop.lab.id, viewer=shop.ben)
    assert (row.need.id, row.answer.why if row.answer else "") == (other, "Gladly")
    _answer(shop, "no", 1)
    assert [one.answer for one in _page(shop).versions] == ["no", "yes"]
    assert [answer for answer, *_ in queries.list_of_need(other, viewer=shop.ben)] == ["no"]


def test_whoever_only_hands_in_answers_nothing(shop: Shop):
    with pytest.raises(NotAllowed):
        _answer(shop, viewer=shop.gita)


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "answer", "tell", "undo", "stale"]), st.sampled_from(["yes", "no"]), st.integers(0, 1)
    ),
    min_size=3,
    max_size=7,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_walks_of_what_people_do_stay_within_the_lifecycle(shop: Shop, steps: list[tuple[str, str, int]]):
    """Legal moves lead where the table says, illegal ones change nothing, and undo restores what stood, exactly."""
    _forget()
    at, stack = NOW, [_picture()]
    for what, answer, who in steps:
        at += timedelta(minutes=1)
        before = _picture()
        try:
            _step(shop, what, answer, (shop.lab.saskia, shop.lab.pieter)[who], at, stack)
        except Refused:
            assert _picture() == before
            continue
        after = _picture()
        if what == "undo":
            assert after == stack[-1]
            continue
        stack.append(after)
        (was, is_) = (before[0][0][0] if before[0] else "", after[0][0][0])
        assert not was or was == is_ or lifecycles.can_move(lifecycles.HELPING, was, is_)
        assert (is_ == "told") == any(version == after[0][0][2] for version, _ in after[2])


def _step(shop: Shop, what: str, answer: str, contact: str, at, stack: list) -> None:
    version = stack[-1][0][0][2] if stack[-1][0] else 0
    place = {"account": shop.lab.id, "need": shop.night, "viewer": shop.ben, "at": at}
    if what == "ask":
        operations.ask_help(decider="", base=version, **place)
    elif what in ("answer", "stale"):
        base = version if what == "answer" else version + 1
        operations.answer_help(answer=answer, why=f"So {at}", base=base, **place)
    elif what == "tell":
        row = Help.objects.unscoped(reason="test").first()
        made = row.pk if row else "help_none"
        operations.tell_help(help_id=made, contact=contact, by_mail=False, viewer=shop.ben, at=at)
    elif len(stack) > 1:
        step = undo.find_latest(viewer=shop.ben, since=NOW + timedelta(seconds=1))
        assert step is not None
        undo.take_back(step=step.pk, viewer=shop.ben, at=at)
        stack.pop()


def _picture() -> tuple[list, list, list]:
    reason = "test"
    return (
        list(Help.objects.unscoped(reason=reason).values_list("state", "answer", "version")),
        list(HelpVersion.objects.unscoped(reason=reason).order_by("number").values_list("number", "answer", "why")),
        list(HelpTold.objects.unscoped(reason=reason).order_by("pk").values_list("version__number", "contact_id")),
    )


def _forget() -> None:
    Help.objects.unscoped(reason="test").delete()
    UndoStep.objects.unscoped(reason="test").filter(at__gt=NOW).delete()
