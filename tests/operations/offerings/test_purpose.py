"""The purpose: versions, lines that keep their identity, two who write at once, lines that no decision served."""

from datetime import timedelta

import pytest

from closeknit.kit import undo
from closeknit.kit.refusals import ChangedMeanwhile, NotAllowed
from closeknit.offerings import deciding
from closeknit.offerings import queries as offerings
from closeknit.offerings.deciding import Served, Serving
from closeknit.offerings.purpose import checks, operations, queries
from tests.conftest import NOW, Cast

EASY = "No kitchen waits for us."
PROUD = "A cook can be proud of every plate."
CALM = "We never sell what is not needed."


def _write(
    cast: Cast, *lines: str, base: int = 0, ideal: str = "pride", why: str = "We sat down", **more: object
) -> int:
    given = {"viewer": cast.ben, "at": NOW} | more
    return operations.write_purpose(ideal=ideal, lines=lines, why=why, base=base, **given)


def _ids(cast: Cast) -> dict[str, str]:
    return {line.text: line.id for line in offerings.list_purpose_lines(viewer=cast.ben)}


def test_a_line_keeps_its_identity_while_its_words_stand(cast: Cast):
    _write(cast, EASY, PROUD)
    first = _ids(cast)
    _write(cast, CALM, f"  {EASY} ", base=1)
    second = _ids(cast)
    assert second[EASY] == first[EASY]
    _write(cast, PROUD, base=2)
    assert _ids(cast) == {PROUD: first[PROUD]}


def test_each_version_says_who_when_and_why_and_what_changed(cast: Cast):
    _write(cast, EASY, PROUD)
    _write(cast, EASY, "A cook can be proud of every single plate.", CALM, base=1, why="Words of a cook", ideal="joy")
    rows = queries.list_versions(viewer=cast.ben)
    assert [(row.number, row.ideal, row.why, row.written_by) for row in rows] == [
        (2, "joy", "Words of a cook", "Ben"),
        (1, "pride", "We sat down", "Ben"),
    ]
    changes = queries.get_changes(before=1, after=2, viewer=cast.ben).changes
    assert [(one.kind, one.text[:12], bool(one.words)) for one in changes] == [
        ("same", EASY[:12], False),
        ("new", PROUD[:12], True),
        ("new", CALM[:12], False),
    ]


def test_the_second_who_writes_at_once_is_refused_and_nothing_is_lost(cast: Cast):
    _write(cast, EASY)
    with pytest.raises(ChangedMeanwhile, match="both stand below"):
        _write(cast, PROUD, viewer=cast.alice)
    assert list(_ids(cast)) == [EASY]


def test_undo_brings_the_version_before_back(cast: Cast):
    _write(cast, EASY)
    later = NOW + timedelta(minutes=1)
    _write(cast, PROUD, base=1, at=later)
    step = undo.find_latest(viewer=cast.ben, since=later)
    assert step is not None
    undo.take_back(step=step.pk, viewer=cast.ben, at=later)
    assert list(_ids(cast)) == [EASY]
    assert len(queries.list_versions(viewer=cast.ben)) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ideal": "profit"}, "five ideals"),
        ({"why": " "}, "why it changes"),
        ({"lines": ["  "]}, "at least one sentence"),
        ({"lines": ["a" * 301]}, "301 letters"),
        ({"lines": [f"Line {n}" for n in range(13)]}, "at most 12"),
    ],
)
def test_what_is_no_purpose_is_refused_with_a_sentence(cast: Cast, given: dict[str, object], said: str):
    whole = {"ideal": "joy", "lines": [EASY], "why": "So", "base": 0, "viewer": cast.ben, "at": NOW} | given
    with pytest.raises(checks.BadPurpose, match=said):
        operations.write_purpose(**whole)
    assert queries.find_purpose(viewer=cast.ben) is None


def test_the_same_again_is_no_version(cast: Cast):
    _write(cast, EASY)
    with pytest.raises(checks.BadPurpose, match="already"):
        _write(cast, EASY, base=1)


def test_whoever_only_hands_in_writes_no_purpose(cast: Cast):
    with pytest.raises(NotAllowed):
        _write(cast, EASY, viewer=cast.gita)


def test_lines_that_no_decision_served_stand_first(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    _write(cast, EASY, PROUD)
    served = _ids(cast)[EASY]
    monkeypatch.setattr(deciding, "_finders", {})
    newest = (Served("idea", "idea_1", "A quicker door", NOW.date()),)
    deciding.register("idea", lambda lines, viewer: {line: Serving(3, newest) for line in lines if line == served})
    rows = queries.list_served(viewer=cast.ben)
    assert [(row.line.text, row.n, row.since) for row in rows] == [(PROUD, 0, 1), (EASY, 3, 1)]
