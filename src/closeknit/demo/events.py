"""What is recorded about building the demo company. These events are how an interrupted build knows where to go on."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class DemoBegun(Event):
    """The demo is built as of `today_on`: whatever is added later moves by the same number of days."""

    kind: ClassVar[str] = "demo.begun"
    today_on: date


@dataclass(frozen=True, kw_only=True)
class HappeningTold(Event):
    """One row of the demo company's files is in the house; `key` is made from the row as it stands in its file."""

    kind: ClassVar[str] = "demo.happening_told"
    key: Code
