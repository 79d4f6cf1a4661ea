"""The way back: a house made anew from its backup, in a place where none is."""

import os
import tempfile
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from closeknit.kit.backup import making, stores
from closeknit.kit.backup.manifest import Manifest, NotABackup
from closeknit.kit.house_folder import HouseFolder


def restore(archive: Path, house: HouseFolder) -> Manifest:
    """Make the house of `archive` at `house`, where there must be none, and return what it holds.

    Raise NotABackup with the reason otherwise; nothing is left half done: the folder appears whole or not at all.
    """
    if house.path.exists() and any(house.path.iterdir()):
        raise NotABackup(f"{house.path} is not empty. Name a folder that is not there yet. Nothing was changed.")
    house.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=house.path.parent) as workshop:
        folder = Path(workshop) / "house"
        folder.mkdir(mode=0o700)
        manifest = making.unpack(archive, folder)
        _check_fits(manifest)
        if manifest.engine != "sqlite":
            stores.copy_in(folder, manifest)
        for part in folder.iterdir():
            if part.name not in {stores.SQLITE_FILE, *making.FOLDERS}:
                _remove(part)
        if house.path.exists():
            house.path.rmdir()
        os.replace(folder, house.path)
    return manifest


def _check_fits(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        said = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        wanted = "Set" if manifest.engine == "postgresql" else "Unset"
        raise NotABackup(
            f"This backup is of a house on {said.get(manifest.engine, manifest.engine)}. "
            f"{wanted} CLOSEKNIT_DATABASE and restore again. Nothing was changed."
        )
    known = set(MigrationLoader(None).disk_migrations or {})
    if set(manifest.migrations) - known:
        raise NotABackup(
            "This backup was made by a newer Closeknit. Install that one, then restore. Nothing was changed."
        )


def _remove(part: Path) -> None:
    if part.is_dir():
        for inner in part.iterdir():
            inner.unlink()
        part.rmdir()
    else:
        part.unlink()
