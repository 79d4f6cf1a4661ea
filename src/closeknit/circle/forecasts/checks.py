"""May this be forecast, and may it be resolved now?"""

from datetime import date

from closeknit.analysis.circle import forecasts
from closeknit.analysis.kinds import ForecastOutcome
from closeknit.circle.models import Forecast
from closeknit.kit.refusals import NotFound, Refused
from closeknit.kit.viewer import Viewer

LONGEST = 300


class BadForecast(Refused):
    """A forecast that cannot be: no sentence, no probability, no day ahead."""


class AlreadyResolved(Refused):
    """Somebody has said how it ended."""


class NoProof(Refused):
    """An outcome without what shows it."""


def check_text(text: str) -> str:
    """Return the sentence without blanks around it, or raise BadForecast."""
    said = " ".join(text.split())
    if not said:
        raise BadForecast("Say what you expect, so that on its day everybody can see whether it came true.")
    if len(said) > LONGEST:
        raise BadForecast(f"One sentence of at most {LONGEST} letters: what is longer cannot be told true from false.")
    return said


def check_odds(percent: int, due_on: date, *, today: date) -> None:
    """Raise BadForecast where the probability is none, or the day is not ahead."""
    try:
        forecasts.check_probability(percent)
        forecasts.check_due(due_on, made_on=today)
    except forecasts.ForecastRefused as refused:
        raise BadForecast(refused.sentence) from refused


def read_outcome(code: str) -> ForecastOutcome:
    """Return the outcome with this code, or raise BadForecast."""
    try:
        return ForecastOutcome(code)
    except ValueError as error:
        raise BadForecast("Say whether it came true, did not, or cannot be told.") from error


def check_proof(proof: str, outcome: ForecastOutcome) -> str:
    """Return what shows it, without blanks around it, or raise NoProof."""
    if proof.strip():
        return proof.strip()
    if outcome is ForecastOutcome.UNTOLD:
        raise NoProof("Say why it cannot be told, so that the next forecast can be.")
    raise NoProof("Say how one can see it. In a year nobody remembers.")


def get_open(forecast: str, *, viewer: Viewer) -> Forecast:
    """Return a forecast that nobody has resolved, or raise NotFound or AlreadyResolved."""
    row = Forecast.objects.visible_to(viewer).select_for_update().filter(pk=forecast).first()
    if row is None:
        raise NotFound("There is no forecast by that name.")
    if row.outcome:
        raise AlreadyResolved("Somebody has said how this ended already. It was left as it is.")
    return row
