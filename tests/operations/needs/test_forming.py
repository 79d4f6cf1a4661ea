"""What was only found and has no name that carries gathers words unseen, until it has one or a person takes it up."""

import pytest

from closeknit.kit.viewer import Viewer
from closeknit.needs import operations, queries
from closeknit.needs.models import Figures
from closeknit.verbatims.models import Verbatim
from tests.conftest import NOW
from tests.operations.circle.conftest import open_browser
from tests.operations.needs.conftest import PHONE, Heard
from tests.operations.verbatims.conftest import Tell, work


@pytest.fixture
def forming(heard: Heard) -> Heard:
    Figures.objects.visible_to(heard.ben).filter(need=heard.phone).update(is_forming=True)
    return heard


def test_a_list_tells_how_many_are_still_forming(forming: Heard):
    assert queries.count_forming(viewer=forming.ben) == 1
    page = open_browser(forming.ben).get("/needs/").content.decode()
    assert "Still forming: one group of sentences" in page
    assert "Still forming" not in open_browser(forming.ben).get("/needs/?state=dismissed").content.decode()


def _listed(viewer: Viewer) -> set[str]:
    return {row.id for row in queries.list_needs(viewer=viewer, at=NOW)}


def test_a_need_that_is_forming_is_listed_nowhere(forming: Heard):
    assert forming.phone not in _listed(forming.ben)
    assert forming.copies in _listed(forming.ben)
    assert forming.phone not in {pk for pk, _ in queries.list_named(viewer=forming.ben)}
    assert forming.phone not in {
        one.id for one in queries.list_needs_of_account(forming.town.harrow, viewer=forming.ben)
    }
    words = Verbatim.objects.visible_to(forming.ben).get(text=PHONE[0]).pk
    assert queries.list_needs_of_words([words], viewer=forming.ben) == {}


def test_a_need_that_a_person_names_is_listed_at_once(forming: Heard):
    operations.rename_need(need=forming.phone, statement="Results on the phone", viewer=forming.ben, at=NOW)
    assert forming.phone in _listed(forming.ben)


def test_a_need_with_a_name_that_carries_is_listed(heard: Heard):
    assert {heard.phone, heard.copies} <= _listed(heard.ben)


def test_more_words_give_a_forming_need_its_name(forming: Heard, tell: Tell):
    for number in range(8):
        tell(f"We need to see the results on the phone in hall {number}.")
    work()
    assert forming.phone in _listed(forming.ben)
    assert not Figures.objects.visible_to(forming.ben).get(need=forming.phone).is_forming
