"""A backup holds the whole house, and nothing counts as one that was not opened."""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import uuid

import pytest
from django.db import connection

from closeknit.accounts.models import Account
from closeknit.identity import operations as identity_operations
from closeknit.kit import files
from closeknit.kit.backup import making, nightly
from closeknit.kit.backup.manifest import NAME, NotABackup
from closeknit.kit.house_folder import HouseFolder
from closeknit.kit.models import TaskRun
from closeknit.kit.tasks.worker import Worker
from tests.conftest import NOW


@pytest.fixture
def folder(tmp_path, settings):
    settings.HOUSE_FOLDER = HouseFolder(tmp_path / "house")
    settings.HOUSE_FOLDER.make()
    return settings.HOUSE_FOLDER


def rewrite(archive, change):
    """Write the archive anew with `change(name, bytes) -> bytes | None`; None leaves the part out."""
    with tarfile.open(archive) as old:
        parts = [(member, old.extractfile(member).read()) for member in old if member.isfile()]
    with tarfile.open(archive, "w:gz") as new:
        for member, content in parts:
            changed = change(member.name, content)
            if changed is not None:
                member.size = len(changed)
                new.addfile(member, io.BytesIO(changed))


@pytest.mark.django_db(transaction=True)
def test_a_backup_counts_every_row_and_every_file(cast, folder, tmp_path):
    kept = files.store([b"what they said"])
    manifest = making.back_up(tmp_path / "house.tar.gz", at=NOW)
    assert manifest.rows[Account._meta.db_table] == 0
    assert manifest.rows["identity_member"] == 3
    with tarfile.open(tmp_path / "house.tar.gz") as bundle:
        names = bundle.getnames()
    assert f"files/{kept[:2]}/{kept}" in names
    assert "secrets/secret_key" in names
    assert [file.name for file in tmp_path.iterdir() if "backup" in file.name or "partial" in file.name] == []


@pytest.mark.django_db(transaction=True)
def test_what_was_made_of_a_file_comes_along_and_is_checked_too(cast, folder, tmp_path):
    kept = files.store([b"a photo"])
    made = files.store_beside(kept, b"a small one")
    manifest = making.back_up(tmp_path / "house.tar.gz", at=NOW)
    (tmp_path / "again").mkdir()
    assert making.unpack(tmp_path / "house.tar.gz", tmp_path / "again").n_files == manifest.n_files
    assert (tmp_path / "again/files" / kept[:2] / f"{kept}.{made}").read_bytes() == b"a small one"
    rewrite(tmp_path / "house.tar.gz", lambda name, content: b"other" if made in name else content)
    with pytest.raises(NotABackup, match="damaged"):
        making.check(tmp_path / "house.tar.gz")


@pytest.mark.django_db(transaction=True)
def test_only_its_owner_may_read_a_backup(cast, folder, tmp_path):
    making.back_up(tmp_path / "house.tar.gz", at=NOW)
    assert (tmp_path / "house.tar.gz").stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_a_backup_with_a_file_that_was_changed_is_refused(cast, folder, tmp_path):
    kept = files.store([b"what they said"])
    making.back_up(tmp_path / "house.tar.gz", at=NOW)
    rewrite(tmp_path / "house.tar.gz", lambda name, content: b"other" if kept in name else content)
    with pytest.raises(NotABackup, match="damaged"):
        making.check(tmp_path / "house.tar.gz")


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_lacks_rows_is_refused(cast, folder, tmp_path):
    making.back_up(tmp_path / "house.tar.gz", at=NOW)

    def more(name, content):
        return content.replace(b'"identity_member": 3', b'"identity_member": 4') if name == NAME else content

    rewrite(tmp_path / "house.tar.gz", more)
    with pytest.raises(NotABackup, match="lacks rows"):
        making.check(tmp_path / "house.tar.gz")


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive at all", gzip.compress(b"a gzip that holds no archive", mtime=0)],
    ids=["nothing", "words", "gzip"],
)
def test_what_is_no_backup_is_refused_with_its_name(content, tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(content)
    with pytest.raises(NotABackup, match=r"holiday\.jpg"):
        making.check(tmp_path / "holiday.jpg")


@pytest.mark.django_db(transaction=True)
def test_a_backup_cut_short_is_refused(cast, folder, tmp_path):
    making.back_up(tmp_path / "house.tar.gz", at=NOW)
    whole = (tmp_path / "house.tar.gz").read_bytes()
    (tmp_path / "house.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotABackup):
        making.check(tmp_path / "house.tar.gz")


@pytest.mark.django_db(transaction=True)
def test_the_house_keeps_its_newest_seven_backups(cast, folder):
    backups = folder.path / "backups"
    backups.mkdir()
    for number in range(8):
        (backups / f"closeknit-2026-01-0{number + 1}-000000.tar.gz").write_bytes(b"an older one")
        os.utime(backups / f"closeknit-2026-01-0{number + 1}-000000.tar.gz", (number, number))
    identity_operations.back_up(viewer=cast.alice, at=NOW)
    Worker().run_until_idle()
    assert not TaskRun.objects.unscoped(reason="test").exclude(state="done").exists()
    kept = nightly.list_kept()
    assert len(kept) == 7
    assert making.check(kept[0].path).rows["identity_member"] == 3
    assert "closeknit-2026-01-02-000000.tar.gz" not in {one.path.name for one in kept}


@pytest.fixture
def elsewhere(tmp_path):
    """The environment of a command that works on another, empty house on the same engine."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "closeknit.config.settings"}
    if connection.vendor == "sqlite":
        yield environment
        return
    name = f"restored_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    server, _, _ = os.environ["CLOSEKNIT_DATABASE"].partition("?")
    rest = os.environ["CLOSEKNIT_DATABASE"][len(server) :]
    yield environment | {"CLOSEKNIT_DATABASE": f"{server.rsplit('/', 1)[0]}/{name}{rest}"}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def restore(archive, house, environment):
    """Run `closeknit restore`."""
    command = [sys.executable, "-m", "closeknit.cli.main", "restore", str(archive), "--house", str(house)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.django_db(transaction=True)
def test_a_restored_house_backs_up_to_the_same_rows_and_files(cast, folder, tmp_path, elsewhere):
    files.store([b"what they said"])
    first = making.back_up(tmp_path / "house.tar.gz", at=NOW)
    done = restore(tmp_path / "house.tar.gz", tmp_path / "again", elsewhere)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "closeknit.cli.main", "--house", str(tmp_path / "again"), "backup"]
    again = subprocess.run(
        [*command, str(tmp_path / "again.tar.gz")], env=elsewhere, capture_output=True, text=True, check=False
    )
    assert again.returncode == 0, again.stderr
    second = making.check(tmp_path / "again.tar.gz")
    assert (second.rows, second.n_files) == (first.rows, first.n_files)
    assert (tmp_path / "again/secrets/secret_key").read_text() == (folder.secrets / "secret_key").read_text()


@pytest.mark.django_db(transaction=True)
def test_a_house_is_never_restored_over_another(cast, folder, tmp_path, elsewhere):
    making.back_up(tmp_path / "house.tar.gz", at=NOW)
    (tmp_path / "lived-in").mkdir()
    (tmp_path / "lived-in/diary.txt").write_text("mine")
    refused = restore(tmp_path / "house.tar.gz", tmp_path / "lived-in", elsewhere)
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith("is not empty. Name a folder that is not there yet. Nothing was changed.")
    assert [file.name for file in (tmp_path / "lived-in").iterdir()] == ["diary.txt"]
