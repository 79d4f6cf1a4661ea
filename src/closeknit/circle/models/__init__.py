"""Tables of the circle, one file per noun: decisions about stages, cadences and pauses, coverage, and where the picture drew whom."""

from closeknit.circle.models.cadences import StageCadence
from closeknit.circle.models.coverage import CoverageWeek
from closeknit.circle.models.keeping import OwnCadence, Pause
from closeknit.circle.models.places import Place
from closeknit.circle.models.stages import StageDecision

__all__ = ["CoverageWeek", "OwnCadence", "Pause", "Place", "StageCadence", "StageDecision"]
