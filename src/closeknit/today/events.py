"""What is recorded about Today: ids, codes and dates only."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from closeknit.kit.events import Code, Event


@dataclass(frozen=True, kw_only=True)
class CallPutOff(Event):
    kind: ClassVar[str] = "call.put_off"
    until_on: date
    class_code: Code
