"""The house folder: the one place on disk that belongs to one installation."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class HouseFolder:
    """The folder of one house: its database, files, backups and secrets."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "closeknit.sqlite3"

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def exists(self) -> bool:
        return self.path.is_dir()

    def make(self) -> None:
        """Make the folder and its secrets where they are missing; change nothing that is there."""
        self.files.mkdir(parents=True, exist_ok=True)
        self.secrets.mkdir(mode=0o700, exist_ok=True)
        if not (self.secrets / "secret_key").exists():
            self.write_secret("secret_key", secrets.token_urlsafe(50))

    def read_secret(self, name: str) -> str | None:
        """Return the secret called `name`, or None where this house has none."""
        file = self.secrets / name
        return file.read_text(encoding="utf-8").strip() if file.exists() else None

    def write_secret(self, name: str, value: str) -> None:
        """Keep a secret in a file that only its owner may read."""
        file = self.secrets / name
        # Opened with its mode at once: a file made first and closed later could be read in between.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            stream.write(value)

    def forget_secret(self, name: str) -> None:
        """Forget a secret, whether it is there or not."""
        (self.secrets / name).unlink(missing_ok=True)


def locate(house: str | None = None) -> HouseFolder:
    """Return the house folder: the one given, else CLOSEKNIT_HOUSE, else ./closeknit-house."""
    return HouseFolder(Path(house or os.environ.get("CLOSEKNIT_HOUSE") or "closeknit-house").expanduser().resolve())
