"""Tables of the circle, one file per noun: decisions about stages, cadences and pauses, coverage, places in the picture, profiles,
forecasts, who was told what, how it feels and the alarm, what they were worth."""

from closeknit.circle.models.cadences import StageCadence
from closeknit.circle.models.coverage import CoverageWeek
from closeknit.circle.models.forecasts import Forecast
from closeknit.circle.models.keeping import OwnCadence, Pause
from closeknit.circle.models.marks import MarkTally
from closeknit.circle.models.places import Place
from closeknit.circle.models.profiles import Profile, ProfileVersion, StageRevisit
from closeknit.circle.models.radar import RadarAct, RadarAlert, RadarFigure, RadarMute
from closeknit.circle.models.readings import Alarm, Sense
from closeknit.circle.models.spread import SingleThread, Telling
from closeknit.circle.models.stages import StageDecision
from closeknit.circle.models.worth import WorthDay

__all__ = [
    "Alarm",
    "CoverageWeek",
    "Forecast",
    "MarkTally",
    "OwnCadence",
    "Pause",
    "Place",
    "Profile",
    "ProfileVersion",
    "RadarAct",
    "RadarAlert",
    "RadarFigure",
    "RadarMute",
    "Sense",
    "SingleThread",
    "StageCadence",
    "StageDecision",
    "StageRevisit",
    "Telling",
    "WorthDay",
]
