from closeknit.kit import undo
from closeknit.needs import operations, queries
from closeknit.needs.models import Proposal
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.needs.conftest import PHONE, Heard, texts_of


def _propose_merge(heard: Heard) -> int:
    row = Proposal(kind="merge", need_id=heard.phone, other_id=heard.copies, likeness=0.7, inner=0.7, proposed_at=NOW)
    return Proposal.objects.add(row).pk


def _propose_split(heard: Heard) -> int:
    words = [Verbatim.objects.visible_to(heard.ben).get(text=text).pk for text in PHONE[:4]]
    row = Proposal(kind="split", need_id=heard.phone, verbatims=words, likeness=0.4, inner=0.7, proposed_at=NOW)
    return Proposal.objects.add(row).pk


def _waiting(heard: Heard) -> list[int]:
    return [one.id for one in queries.list_proposals(viewer=heard.ben).rows]


def test_what_is_proposed_stands_with_both_needs_and_the_words_that_would_leave(heard: Heard):
    merge, split = _propose_merge(heard), _propose_split(heard)
    found = queries.list_proposals(viewer=heard.ben)
    assert found.total == 2
    by_id = {one.id: one for one in found.rows}
    assert by_id[merge].other is not None
    assert (by_id[merge].need[0], by_id[merge].other[0]) == (heard.phone, heard.copies)
    assert by_id[split].other is None
    assert ([one.text for one in by_id[split].words], by_id[split].n_words) == (list(PHONE[:3]), 4)


def test_what_was_declined_is_gone_and_comes_back_by_undo(heard: Heard):
    merge = _propose_merge(heard)
    operations.decline_proposal(proposal=merge, viewer=heard.ben, at=NOW)
    assert _waiting(heard) == []
    step = undo.find_latest(viewer=heard.ben, since=NOW)
    assert step is not None
    undo.take_back(step=step.pk, viewer=heard.ben, at=NOW)
    assert _waiting(heard) == [merge]


def test_a_split_is_done_under_the_name_that_somebody_gave(heard: Heard):
    need = operations.accept_proposal(proposal=_propose_split(heard), statement="At night", viewer=heard.ben, at=NOW)
    assert texts_of(heard.ben, need) == set(PHONE[:4])
    assert _waiting(heard) == []


def test_what_concerns_a_need_that_is_gone_waits_no_more(heard: Heard):
    _propose_merge(heard)
    operations.dismiss_need(need=heard.copies, reason="", viewer=heard.ben, at=NOW)
    assert _waiting(heard) == []


def test_more_than_a_page_of_proposals_is_counted(heard: Heard):
    for _ in range(7):
        _propose_split(heard)
    found = queries.list_proposals(viewer=heard.ben)
    assert (len(found.rows), found.total) == (5, 7)
