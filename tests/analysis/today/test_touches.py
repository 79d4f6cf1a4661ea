"""The one next touch: short, named, and there for every kind of reason."""

import pytest

from closeknit.analysis.today import touches
from closeknit.analysis.today.ranking import Item
from closeknit.analysis.today.touches import Touch, Way
from tests.analysis.today.test_sentences import AS_OF, KINDS, every_reason


def _touch(reason) -> Touch:
    item = Item("a", "Rijnmond", None, reason.class_code, AS_OF, (reason,))
    return touches.choose_touch(item, who="Saskia")


@pytest.mark.parametrize("kind", sorted(KINDS, key=lambda kind: kind.code), ids=lambda kind: kind.code)
def test_every_reason_has_a_touch(kind):
    for reason in every_reason():
        if isinstance(reason, kind):
            said = _touch(reason)
            assert said.says[0].isupper()
            assert not said.says.endswith((".", "None"))
            assert len(said.says) < 80


def test_a_mail_is_answered_in_writing_and_who_wrote_is_named():
    (reason,) = [one for one in every_reason() if one.code == "message_unanswered"]
    assert _touch(reason) == Touch("Answer Saskia", Way.WRITE)


def test_whoever_left_is_not_called_again():
    (reason,) = [one for one in every_reason() if one.code == "person_left"]
    assert _touch(reason) == Touch("Find out who comes after them, and meet", Way.CALL)
