"""Making a backup: a consistent copy of the store, then every file it knows, in one archive that is opened before it counts."""

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from closeknit.kit import files
from closeknit.kit.backup import stores
from closeknit.kit.backup.manifest import NAME, Manifest, NotABackup
from closeknit.kit.house_folder import HouseFolder

FOLDERS = ("files", "secrets")


def back_up(target: Path, *, at: datetime, beat: Callable[[], object] = lambda: None) -> Manifest:
    """Write the whole house into `target`, readable by its owner alone, and return what it holds.

    The house goes on working. The file appears under its name only when it was opened and checked; raise OSError where
    it cannot be written, NotABackup where the check fails. `beat` is called now and then: a large house takes minutes.
    """
    house: HouseFolder = settings.HOUSE_FOLDER
    partial = target.with_name(f"{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as workshop:
            folder = Path(workshop)
            rows = stores.copy_out(folder)
            # Files after the store: one is never changed and hardly ever removed, so all that the copy knows are there.
            several = sorted(file for name in FOLDERS for file in (house.path / name).rglob("*") if file.is_file())
            applied = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
            manifest = Manifest(at, connection.vendor, rows, applied, len(several))
            beat()
            _write(partial, manifest, folder, several, house.path, beat)
            beat()
            check(partial)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def check(archive: Path) -> Manifest:
    """Open a backup, count its rows and compare each file with its name; return what it holds or raise NotABackup."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=archive.parent) as workshop:
        return unpack(archive, Path(workshop))


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder and check it whole, or raise NotABackup."""
    try:
        with tarfile.open(archive, "r:gz") as bundle:
            first = bundle.next()
            stream = bundle.extractfile(first) if first is not None and first.name == NAME else None
            if stream is None:
                raise NotABackup(f"{archive.name} is no backup of a house.")
            manifest = Manifest.from_bytes(stream.read())
            bundle.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise NotABackup(f"{archive.name} is no whole backup of a house: {error}.") from error
    stores.check_copy(folder, manifest)
    _check_files(folder, manifest)
    return manifest


def _write(
    target: Path, manifest: Manifest, folder: Path, several: list[Path], house: Path, beat: Callable[[], object]
) -> None:
    # Opened with its mode at once: it holds customers' words and the house's secrets.
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as bundle:
            head = tarfile.TarInfo(NAME)
            said = manifest.to_bytes()
            head.size, head.mtime = len(said), int(manifest.made_at.timestamp())
            bundle.addfile(head, io.BytesIO(said))
            for part in sorted(folder.iterdir()):
                bundle.add(part, part.name)
            for number, file in enumerate(several):
                if number % 500 == 0:
                    beat()
                bundle.add(file, str(file.relative_to(house)))
        stream.flush()
        os.fsync(stream.fileno())


def _check_files(folder: Path, manifest: Manifest) -> None:
    found = [file for name in FOLDERS for file in (folder / name).rglob("*") if file.is_file()]
    if len(found) != manifest.n_files:
        raise NotABackup(f"This backup has {len(found)} files where it says {manifest.n_files}. It is damaged.")
    for file in (folder / "files").rglob("*"):
        if file.is_file():
            with file.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != files.hash_in(file.name):
                    raise NotABackup(f"The file {file.name[:12]}… in this backup is damaged.")
