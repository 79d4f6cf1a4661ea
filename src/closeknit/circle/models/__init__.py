"""Tables of the circle, one file per noun: decisions about stages, cadences, and where the picture drew whom."""

from closeknit.circle.models.cadences import StageCadence
from closeknit.circle.models.places import Place
from closeknit.circle.models.stages import StageDecision

__all__ = ["Place", "StageCadence", "StageDecision"]
