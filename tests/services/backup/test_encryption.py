"""Encrypted backups, with the real programs where they are installed."""

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from meetings.services.backup import BackupError
from meetings.services.backup.encryption import find_ending
from meetings.services.backup.restoring import restore_backup, verify_backup
from tests.services.backup.sites import VERSION, SavedSite, repack

pytestmark = pytest.mark.django_db
needs_age = pytest.mark.skipif(shutil.which("age-keygen") is None, reason="age is not installed (apt-get install age)")
needs_gpg = pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg is not installed (apt-get install gnupg)")


@pytest.fixture
def age_key(tmp_path: Path) -> tuple[str, Path]:
    """A public key and the file with its private one."""
    path = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", path], capture_output=True, check=True)
    public = next(line for line in path.read_text(encoding="utf-8").splitlines() if "public key" in line)
    return public.rpartition(" ")[2], path


@pytest.fixture
def gpg_key(tmp_path_factory, monkeypatch):
    """The address of a key in a keyring of this test."""
    home = tmp_path_factory.mktemp("g")  # the path of a socket is short
    home.chmod(0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    made = ["gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "backups@example.org"]
    subprocess.run(made, capture_output=True, check=True)
    yield "backups@example.org"
    subprocess.run(["gpgconf", "--kill", "gpg-agent"], env=os.environ, check=False)


@needs_age
def test_age(site: SavedSite, empty_site: SavedSite, tmp_path: Path, age_key):
    public, identity = age_key
    backup = site.write(tmp_path / "backup.tar.gz.age", recipient=public)
    assert backup.read_bytes().startswith(b"age-encryption.org/")
    restore_backup(backup, empty_site.place, empty_site.database, version=VERSION, identity=identity)
    assert empty_site.rows() == site.rows()


@needs_age
def test_age_without_or_with_another_key(site: SavedSite, empty_site: SavedSite, tmp_path: Path, age_key):
    backup = site.write(tmp_path / "backup.tar.gz.age", recipient=age_key[0])
    with pytest.raises(BackupError, match="--identity"):
        verify_backup(backup, empty_site.place, empty_site.database, version=VERSION)
    other = tmp_path / "other.txt"
    subprocess.run(["age-keygen", "-o", other], capture_output=True, check=True)
    with pytest.raises(BackupError, match=r"age failed: .*no identity matched"):
        verify_backup(backup, empty_site.place, empty_site.database, version=VERSION, identity=other)


@needs_age
def test_a_cut_in_an_encrypted_backup(site: SavedSite, empty_site: SavedSite, tmp_path: Path, age_key):
    backup = site.write(tmp_path / "backup.tar.gz.age", recipient=age_key[0])
    for size in (300, backup.stat().st_size // 2, backup.stat().st_size - 1):
        cut = tmp_path / "cut.age"
        cut.write_bytes(backup.read_bytes()[:size])
        with pytest.raises(BackupError):
            verify_backup(cut, empty_site.place, empty_site.database, version=VERSION, identity=age_key[1])


@needs_age
def test_a_fault_within_an_encrypted_backup_is_named(site: SavedSite, empty_site: SavedSite, tmp_path: Path, age_key):
    """The program that decrypts did its part: what is wrong is in the backup, and more of it would follow."""
    member = tarfile.TarInfo("media/x")
    member.type = tarfile.SYMTYPE
    plain = repack(site.write(tmp_path / "one"), tmp_path / "two", lambda members: members.insert(1, (member, b"")))
    encrypt = ["age", "--encrypt", "--recipient", age_key[0], "--output", tmp_path / "two.age", plain]
    subprocess.run(encrypt, check=True)
    with pytest.raises(BackupError, match="not a plain file"):
        verify_backup(tmp_path / "two.age", empty_site.place, empty_site.database, version=VERSION, identity=age_key[1])


@needs_age
def test_a_recipient_that_age_refuses(site: SavedSite, tmp_path: Path):
    saved = tmp_path / "saved"
    saved.mkdir()
    with pytest.raises(BackupError, match=r"age failed: .*recipient"):
        site.write(saved / "backup.tar.gz.age", recipient="age1notakey")
    assert list(saved.iterdir()) == []


@needs_gpg
def test_gpg(site: SavedSite, empty_site: SavedSite, tmp_path: Path, gpg_key: str):
    backup = site.write(tmp_path / "backup.tar.gz.gpg", recipient=gpg_key)
    assert not backup.read_bytes().startswith(b"\x1f\x8b")
    restore_backup(backup, empty_site.place, empty_site.database, version=VERSION)
    assert empty_site.rows() == site.rows()


@needs_gpg
def test_a_recipient_that_gpg_does_not_know(site: SavedSite, tmp_path: Path, gpg_key: str):
    with pytest.raises(BackupError, match=r"gpg failed: .*nobody@example.org"):
        site.write(tmp_path / "backup.tar.gz.gpg", recipient="nobody@example.org")


@pytest.mark.parametrize(("recipient", "program"), [("age1key", "age"), ("ssh-ed25519 key", "age"), ("a@b.c", "gpg")])
def test_a_missing_program(site: SavedSite, tmp_path: Path, monkeypatch, recipient: str, program: str):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match=f"{program} is not installed. Install it: apt-get install"):
        site.write(tmp_path / "backup.tar.gz", recipient=recipient)


def test_endings():
    assert [find_ending(recipient) for recipient in ("", "age1key", "ssh-rsa key", "0xABCD")] == [
        "", ".age", ".age", ".gpg",
    ]  # fmt: skip
