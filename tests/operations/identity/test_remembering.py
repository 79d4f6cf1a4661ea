"""Within one request the house is read once, and never as it was before a change."""

from tests.conftest import NOW, Cast

from closeknit.identity import operations, queries


def test_within_the_block_the_house_is_read_once(cast: Cast, django_assert_num_queries):
    with queries.remembering_house(), django_assert_num_queries(1):
        assert queries.get_house().zone == queries.get_house().zone == "Europe/London"
    with django_assert_num_queries(1):
        queries.get_house()


def test_a_change_is_seen_at_once(cast: Cast):
    with queries.remembering_house():
        before = queries.get_house()
        operations.change_house(
            name="Arlund & Sons", zone="Europe/Amsterdam", currency=before.currency, viewer=cast.alice, at=NOW
        )
        assert queries.get_house().name == "Arlund & Sons"
        assert queries.get_house().zone == "Europe/Amsterdam"
