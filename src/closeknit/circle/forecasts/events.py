"""What is recorded about forecasts: ids, codes, numbers and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class ForecastMade(Event):
    kind: ClassVar[str] = "forecast.made"
    percent: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ForecastResolved(Event):
    kind: ClassVar[str] = "forecast.resolved"
    outcome: Code
    percent: int
    due_on: date
