"""What a backup says of itself: when it was made, of which engine and tables, and how many rows each has."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from closeknit.kit.refusals import Refused

NAME = "closeknit.json"
FORMAT = 1


class NotABackup(Refused):
    """The file is no backup of a house, is damaged, or cannot be used here; the sentence says which."""


@dataclass(frozen=True)
class Manifest:
    """The first entry of a backup. `rows` counts the rows of each table; `migrations` are (app, name), as applied."""

    made_at: datetime
    engine: str
    rows: dict[str, int]
    migrations: tuple[tuple[str, str], ...]
    n_files: int

    def to_bytes(self) -> bytes:
        """Return it as JSON."""
        said = asdict(self) | {"made_at": self.made_at.isoformat(), "format": FORMAT}
        return json.dumps(said, indent=1, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Manifest":
        """Return what `to_bytes` wrote, or raise NotABackup."""
        try:
            said: dict[str, Any] = json.loads(data)
            if said.pop("format") != FORMAT:
                raise NotABackup("This backup was made by a newer Closeknit. Install that one, then restore.")
            said["made_at"] = datetime.fromisoformat(said["made_at"])
            said["migrations"] = tuple((app, name) for app, name in said["migrations"])
            return cls(**said)
        except (ValueError, TypeError, KeyError) as error:
            raise NotABackup("This file is no backup of a house.") from error
