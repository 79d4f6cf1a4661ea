"""Sentences are drawn with a few needs each, answered blind, and tell how well words are laid beside needs."""

import pytest
from django.urls import reverse

from closeknit.kit import undo
from closeknit.kit.refusals import NotAllowed, NotFound
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as need_operations
from closeknit.needs.checking import drawing, operations, queries
from closeknit.needs.models import Evidence, NeedCheckAnswer, NeedDrawn
from closeknit.verbatims.models import Verbatim
from tests import imprint
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.needs.conftest import OTHERS, Heard, work


@pytest.fixture
@imprint.kept(at=NOW)
def settled(heard: Heard) -> Heard:
    """Three more needs are stated, so that there are enough to choose from."""
    for text in OTHERS[:4]:
        words = Verbatim.objects.visible_to(heard.ben).filter(text=text).values_list("pk", flat=True)
        need_operations.state_need(statement=text[:60], verbatims=list(words)[:1], viewer=heard.ben, at=NOW)
    work()
    return heard


def _answer_all(check: str, viewer: Viewer, *, none: bool = False) -> None:
    while (drawn := queries.find_next(check, viewer=viewer)) is not None:
        placed = NeedDrawn.objects.visible_to(viewer).get(pk=drawn.id).placed
        operations.answer_need_drawn(drawn=drawn.id, needs=[] if none else placed, viewer=viewer, at=NOW)


def test_a_check_is_drawn_anew_by_its_seed_with_five_needs_each(settled: Heard):
    first = drawing.draw(17, 10, viewer=settled.ben)
    assert first == drawing.draw(17, 10, viewer=settled.ben)
    assert len({one.verbatim for one in first}) == 10
    assert all(len(set(one.needs)) == 5 and set(one.placed) <= set(one.needs) for one in first)
    assert any(one.placed for one in first)


def test_where_there_are_too_few_needs_it_says_so(heard: Heard):
    with pytest.raises(operations.TooFewNeeds, match="at least 5 needs"):
        operations.draw_need_check(viewer=heard.ben, at=NOW)


def test_who_says_what_the_machine_did_finds_it_faultless(settled: Heard):
    check = operations.draw_need_check(viewer=settled.ben, at=NOW)
    _answer_all(check, settled.ben)
    checked = queries.get_needs_checked(viewer=settled.ben)
    assert checked.n == queries.get_need_check(check, viewer=settled.ben).n
    assert checked.quality.f1.share is not None
    assert checked.quality.f1.share.value == 1.0


def test_what_somebody_says_first_stands_and_the_second_is_only_counted(settled: Heard):
    check = operations.draw_need_check(viewer=settled.ben, at=NOW)
    _answer_all(check, settled.ben, none=True)
    drawn = list(NeedDrawn.objects.visible_to(settled.ben).filter(of_check=check))
    assert any(one.placed for one in drawn)
    for one in drawn:
        beside = Evidence.objects.visible_to(settled.ben).filter(verbatim=one.verbatim_id, need__in=one.choices)
        assert not beside.exists()
    _answer_all(check, settled.town.alice)
    assert not Evidence.objects.visible_to(settled.ben).filter(
        verbatim__in=[one.verbatim_id for one in drawn], need__in=drawn[0].choices
    )
    checked = queries.get_needs_checked(viewer=settled.ben)
    assert checked.n_twice == len(drawn)
    # Where one says yes and one says no, nobody knows: only what both denied counts.
    assert checked.quality.precision.n == 0


def test_an_answer_can_be_taken_back_with_what_it_changed(settled: Heard):
    check = operations.draw_need_check(viewer=settled.ben, at=NOW)
    one = next(row for row in NeedDrawn.objects.visible_to(settled.ben).filter(of_check=check) if row.placed)
    before = list(Evidence.objects.visible_to(settled.ben).order_by("verbatim", "need").values_list("verbatim", "need"))
    operations.answer_need_drawn(drawn=one.pk, needs=[], viewer=settled.ben, at=NOW)
    step = undo.find_latest(viewer=settled.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=settled.ben, at=NOW)
    after = list(Evidence.objects.visible_to(settled.ben).order_by("verbatim", "need").values_list("verbatim", "need"))
    assert after == before
    assert not NeedCheckAnswer.objects.visible_to(settled.ben).exists()


def test_only_a_need_that_was_shown_can_be_said(settled: Heard):
    check = operations.draw_need_check(viewer=settled.ben, at=NOW)
    drawn = queries.find_next(check, viewer=settled.ben)
    assert drawn is not None
    with pytest.raises(NotFound):
        operations.answer_need_drawn(drawn=drawn.id, needs=["need_elsewhere"], viewer=settled.ben, at=NOW)
    with pytest.raises(NotAllowed):
        operations.answer_need_drawn(drawn=drawn.id, needs=[], viewer=settled.town.gita, at=NOW)


def test_twenty_are_answered_on_the_page_without_the_machines_opinion(settled: Heard):
    browser = open_browser(settled.ben)
    page = browser.post(reverse("quality_need_checks"), follow=True)
    n = page.context["check"].n
    for place in range(1, n + 1):
        assert f"Sentence {place} of {n}" in page.text
        assert not any(choice.is_chosen for choice in page.context["choices"])
        address = reverse("quality_need_answer", args=[page.context["check"].id, page.context["drawn"].id])
        page = browser.post(address, {"need": [page.context["choices"][0].id]}, follow=True)
    assert page.request["PATH_INFO"] == reverse("quality")
    assert page.context["needs_checked"].n == n
    assert "laid beside a need" in page.text
