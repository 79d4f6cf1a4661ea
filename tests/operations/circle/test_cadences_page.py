"""The cadence of each ring, in the house's settings."""

from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.kinds import Stage
from closeknit.circle import queries
from tests.conftest import Cast
from tests.operations.circle.conftest import open_browser

DAYS = {"ideal_ally": "7", "latest_ally": "21", "ideal_partner": "30", "latest_partner": "60"}


def test_the_settings_show_the_days_of_every_ring(cast: Cast):
    text = open_browser(cast.alice).get("/house/rhythm/").content.decode()
    assert "Staying in touch" in text
    assert 'name="ideal_ally" value="14"' in text


def test_days_are_kept_and_a_ring_without_days_is_not_watched(cast: Cast):
    shown = open_browser(cast.alice).post("/circle/cadences/", DAYS, follow=True)
    assert "Changed how often we want to be in touch." in shown.content.decode()
    cadences = queries.get_cadences(viewer=cast.alice)
    assert (cadences[Stage.ALLY], cadences[Stage.ENGAGED]) == (Cadence(7, 21), None)


def test_limits_in_the_wrong_order_are_shown_again_and_nothing_is_kept(cast: Cast):
    shown = open_browser(cast.alice).post("/circle/cadences/", DAYS | {"latest_partner": "10"})
    assert shown.status_code == 422
    assert "lies before the ideal" in shown.content.decode()
    assert queries.get_cadences(viewer=cast.alice)[Stage.ALLY] == Cadence(14, 30)


def test_only_whoever_runs_the_house_changes_them(cast: Cast):
    assert open_browser(cast.ben).post("/circle/cadences/", DAYS).status_code == 404
