"""Files by content hash: what was brought in stays as it was, once, under a name made from its bytes."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from closeknit.kit.house_folder import HouseFolder


def store(chunks: Iterable[bytes]) -> str:
    """Keep the bytes and return their sha256 in hex. The same bytes are kept once; a crash leaves nothing half written."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as stream:
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    name = digest.hexdigest()
    place = path_of(name)
    place.parent.mkdir(exist_ok=True)
    os.replace(stream.name, place)
    return name


def path_of(name: str) -> Path:
    """Return where the file with the hash `name` stands."""
    return _folder() / name[:2] / name


def remove(name: str) -> None:
    """Remove a file; it may be gone already."""
    path_of(name).unlink(missing_ok=True)


def _folder() -> Path:
    house: HouseFolder = settings.HOUSE_FOLDER
    return house.files
