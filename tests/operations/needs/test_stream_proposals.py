import pytest

from closeknit.analysis.needs.records import Log, Merge, Split
from closeknit.analysis.needs.sketch import State
from closeknit.kit.refusals import NotFound
from closeknit.needs import checks, operations
from closeknit.needs.models import Evidence, Need, Proposal, StreamState
from closeknit.needs.operations import proposals
from tests.conftest import NOW
from tests.operations.needs.conftest import Heard, texts_of
from tests.operations.verbatims.conftest import work


@pytest.fixture
def names(heard: Heard) -> dict[str, str]:
    return {row.stream_name: row.pk for row in Need.objects.visible_to(heard.ben).exclude(stream_name="")}


def propose(heard: Heard, names: dict[str, str], *changes: Merge | Split) -> list[Proposal]:
    log = Log()
    log.proposals.extend(changes)
    proposals.keep_proposals(log.close(State()), names, heard.town.alice, NOW)
    return list(Proposal.objects.visible_to(heard.ben).filter(state="open").order_by("pk"))


def merge_of(heard: Heard, names: dict[str, str]) -> Merge:
    called = {pk: name for name, pk in names.items()}
    return Merge(called[heard.phone], called[heard.copies], 0.6, 0.6)


def split_of(heard: Heard, names: dict[str, str]) -> Split:
    called = {pk: name for name, pk in names.items()}
    words = Evidence.objects.visible_to(heard.ben).filter(need=heard.phone).order_by("verbatim")
    return Split(called[heard.phone], "", tuple(words.values_list("verbatim_id", flat=True)[:2]), 0.4, 0.6)


def test_what_is_proposed_is_kept_once(heard: Heard, names: dict[str, str]):
    first = propose(heard, names, merge_of(heard, names), split_of(heard, names))
    again = propose(heard, names, merge_of(heard, names), split_of(heard, names))
    assert [row.kind for row in first] == ["merge", "split"]
    assert [row.pk for row in again] == [row.pk for row in first]


def test_an_accepted_merge_is_a_persons_merge(heard: Heard, names: dict[str, str]):
    (row,) = propose(heard, names, merge_of(heard, names))
    assert operations.accept_proposal(proposal=row.pk, viewer=heard.town.alice, at=NOW) == heard.phone
    gone = Need.objects.visible_to(heard.ben).get(pk=heard.copies)
    assert (gone.state, gone.merged_into_id) == ("merged", heard.phone)
    assert propose(heard, names, merge_of(heard, names)) == []


def test_an_accepted_split_makes_a_need_of_its_words(heard: Heard, names: dict[str, str]):
    (row,) = propose(heard, names, split_of(heard, names))
    child = operations.accept_proposal(proposal=row.pk, statement="Read it anywhere", viewer=heard.town.alice, at=NOW)
    assert Need.objects.visible_to(heard.ben).get(pk=child).statement == "Read it anywhere"
    assert len(texts_of(heard.ben, child)) == 2
    assert not texts_of(heard.ben, child) & texts_of(heard.ben, heard.phone)


def test_what_was_declined_is_never_proposed_again(heard: Heard, names: dict[str, str]):
    for row in propose(heard, names, merge_of(heard, names), split_of(heard, names)):
        operations.decline_proposal(proposal=row.pk, viewer=heard.town.alice, at=NOW)
    assert propose(heard, names, merge_of(heard, names), split_of(heard, names)) == []
    with pytest.raises(NotFound):
        operations.decline_proposal(proposal=row.pk, viewer=heard.town.alice, at=NOW)


def test_a_preview_changes_nothing(heard: Heard):
    before = StreamState.objects.visible_to(heard.ben).get()
    preview = operations.preview_granularity(0.8, viewer=heard.ben)
    after = StreamState.objects.visible_to(heard.ben).get()
    assert preview.n_needs >= 2
    assert (before.data, before.granularity) == (after.data, after.granularity)


def test_the_granularity_is_kept_within_its_bounds(heard: Heard):
    operations.set_granularity(granularity=0.7, viewer=heard.town.alice, at=NOW)
    assert StreamState.objects.visible_to(heard.ben).get().granularity == 0.7
    with pytest.raises(checks.BadRating):
        operations.set_granularity(granularity=1.2, viewer=heard.town.alice, at=NOW)


def test_the_state_says_whose_vectors_it_holds(heard: Heard):
    assert StreamState.objects.visible_to(heard.ben).get().version.startswith("minilm")


@pytest.mark.parametrize("broken", ["data", "version"])
def test_a_state_that_cannot_be_read_is_made_anew_and_needs_keep_their_identity(heard: Heard, broken: str):
    before = {need: texts_of(heard.ben, need) for need in (heard.phone, heard.copies)}
    row = StreamState.objects.visible_to(heard.ben).get()
    if broken == "version":
        row.change(version="another-model")
    else:
        row.change(data=bytes(row.data).replace(b'"version": ', b'"version":0'))
    operations.lay_late(verbatim="none", viewer=heard.town.alice, at=NOW)
    work()
    after = StreamState.objects.visible_to(heard.ben).get()
    assert {need: texts_of(heard.ben, need) for need in before} == before
    assert len(State.from_bytes(bytes(after.data)).sketches) >= 2
