"""Tars that come from elsewhere: whatever they have, nothing is written outside, and one line says what is wrong."""

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from meetings.services.backup import BackupError
from meetings.services.backup.restoring import verify_backup
from tests.services.backup.sites import VERSION, SavedSite, repack

pytestmark = pytest.mark.django_db

Members = list[tuple[tarfile.TarInfo, bytes]]


def refuse(backup: Path, site: SavedSite, match: str | None = None) -> None:
    before = sorted(site.data.parent.rglob("*"))
    with pytest.raises(BackupError, match=match):
        verify_backup(backup, site.place, site.database, version=VERSION)
    assert sorted(site.data.parent.rglob("*")) == before


def add(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> Callable[[Members], None]:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    return lambda members: members.append((member, b"" if kind != tarfile.REGTYPE else b"content"))


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd", "../outside", "media/../../outside", "data/../outside", "media//x", "media/./x", "outside",
        "data/mahdar.sqlite3", "data/mahdar.sqlite3-wal", "data/index/current", "data/media/x", "data/in-use.lock",
        "data/.hidden", "media/.restore-1/x", "media/a\nb", "media\\..\\x", "data", "media/",
    ],
)  # fmt: skip
def test_names_that_no_backup_has(backup: Path, site: SavedSite, tmp_path: Path, name: str):
    refuse(repack(backup, tmp_path / "hostile.tar.gz", add(name)), site, "does not belong into it|damaged")


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.LNKTYPE, "manifest.json"),
        (tarfile.CHRTYPE, ""),
        (tarfile.FIFOTYPE, ""),
        (tarfile.DIRTYPE, ""),
    ],
)
def test_kinds_that_are_no_plain_file(backup: Path, site: SavedSite, tmp_path: Path, kind: bytes, link: str):
    refuse(repack(backup, tmp_path / "hostile.tar.gz", add("media/x", kind, link)), site, "not a plain file")


def test_a_name_twice(backup: Path, site: SavedSite, tmp_path: Path):
    refuse(repack(backup, tmp_path / "hostile.tar.gz", add("data/secret_key")), site, "twice")


def test_a_file_where_a_folder_is(backup: Path, site: SavedSite, tmp_path: Path):
    refuse(repack(backup, tmp_path / "hostile.tar.gz", add("data/secret_key/x")), site, "cannot be unpacked")


def test_a_bomb(backup: Path, site: SavedSite, tmp_path: Path):
    def change(members: Members) -> None:
        members.append((tarfile.TarInfo("data/bomb"), bytes(400 << 20)))

    refuse(repack(backup, tmp_path / "hostile.tar.gz", change), site, "would grow")


def test_a_header_that_fills_the_memory(site: SavedSite, tmp_path: Path):
    member = tarfile.TarInfo("manifest.json")
    member.pax_headers = {"comment": "x" * (2 << 20)}
    with tarfile.open(tmp_path / "hostile.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(member)
    refuse(tmp_path / "hostile.tar.gz", site, "would grow")


def test_without_a_database(backup: Path, site: SavedSite, tmp_path: Path):
    refuse(repack(backup, tmp_path / "other.tar.gz", lambda members: members.pop(1)), site, "no database")


def test_without_a_manifest(backup: Path, site: SavedSite, tmp_path: Path):
    refuse(repack(backup, tmp_path / "other.tar.gz", lambda members: members.pop(0)), site, "begin with the manifest")


def test_after_the_checksums(backup: Path, site: SavedSite, tmp_path: Path):
    plain = bytearray(gzip.decompress(backup.read_bytes()).rstrip(b"\0"))
    plain.extend(bytes(-len(plain) % 512))
    more = io.BytesIO()
    with tarfile.open(fileobj=more, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("media/x"))
    (tmp_path / "other.tar.gz").write_bytes(gzip.compress(bytes(plain) + more.getvalue()))
    refuse(tmp_path / "other.tar.gz", site, "after its checksums")


def test_every_cut_is_noticed(backup: Path, site: SavedSite, tmp_path: Path):
    whole, cut = backup.read_bytes(), tmp_path / "cut.tar.gz"
    for size in (0, 1, 10, 100, 1000, len(whole) // 2, len(whole) - 100, len(whole) - 1):
        cut.write_bytes(whole[:size])
        refuse(cut, site)


def test_a_tar_that_ends_before_its_checksums(backup: Path, site: SavedSite, tmp_path: Path):
    with tarfile.open(backup) as tar, tarfile.open(tmp_path / "cut.tar.gz", "w:gz") as short:
        for member in tar.getmembers()[:-1]:
            short.addfile(member, tar.extractfile(member))
    refuse(tmp_path / "cut.tar.gz", site, "incomplete: it has no checksums")


def test_a_flipped_byte_is_noticed(backup: Path, site: SavedSite, tmp_path: Path):
    whole, flipped = backup.read_bytes(), tmp_path / "flipped.tar.gz"
    for place in range(0, len(whole), len(whole) // 12):
        flipped.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            verify_backup(flipped, site.place, site.database, version=VERSION)
        except BackupError:
            continue
        assert place < 10  # the header of gzip has a time and a system, which matter to nothing


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"SQLite format 3\0", b"\x1f\x8b", gzip.compress(b"text", mtime=0)]
)
def test_other_files(site: SavedSite, tmp_path: Path, content: bytes):
    (tmp_path / "other").write_bytes(content)
    refuse(tmp_path / "other", site, "not a backup|cannot be read as a backup|begin with the manifest")


def test_no_file_at_all(site: SavedSite, tmp_path: Path):
    refuse(tmp_path / "missing.tar.gz", site, "There is no file")
    refuse(tmp_path, site, "is a folder")
