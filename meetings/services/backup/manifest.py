"""The manifest of a backup: what made it, when, of what, and what a restored archive must have."""

import hmac
import json
import os
import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from meetings.services.backup import FORMAT, VERSION, BackupError
from meetings.services.backup.databases import SiteDatabase
from meetings.services.backup.table_hashes import TableHash

MAX_MANIFEST_BYTES = 16 << 20
_SITE_CHARACTERS = 8
# Settings that change what the archive does and have no secrets; a restore names those that differ.
_SETTINGS = ("TIME_ZONE", "EXTRACTOR", "MAHDAR_PUBLISH_INGESTED", "MAHDAR_SECOND_FACTOR", "HTTPS", "ALLOWED_HOSTS")


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup has. `secret_key` is a fingerprint, which does not lead to the key."""

    mahdar: str  # version that made it
    made_at: str  # ISO 8601, UTC
    database: str  # kind
    database_version: str
    database_file: str  # name of the member
    database_bytes: int
    files: int  # beside the database
    files_bytes: int
    missing_originals: int  # that the archive had lost before
    faults: list[str]  # of the database, when it was backed up
    secret_key: str
    has_secret_key: bool  # whether the file of the key is in the backup
    settings: dict[str, Any]
    migrations: list[tuple[str, str]]
    tables: dict[str, TableHash]

    def write_json(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, ensure_ascii=False, indent=1).encode()


def read_manifest(text: bytes) -> BackupManifest:
    """Return the manifest that `write_json` wrote.

    Raises:
        BackupError: It is not a manifest, or one of a later format.
    """
    try:
        values = json.loads(text)
        known, version = values.pop("format"), values.pop("version")
        if known == FORMAT and isinstance(version, int) and version > VERSION:
            raise BackupError(
                f"The backup was made by Mahdar {values.get('mahdar')} in a newer format. Update Mahdar to "
                f"{values.get('mahdar')} or newer, then restore it."
            )
        if known != FORMAT:
            raise ValueError(f"its format is {known!r}")
        values["migrations"] = [(str(app), str(name)) for app, name in values["migrations"]]
        values["tables"] = {
            str(name): TableHash(int(one["rows"]), str(one["sha256"])) for name, one in values["tables"].items()
        }
        manifest = BackupManifest(**{field.name: values[field.name] for field in fields(BackupManifest)})
        _check_types(manifest)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupError(f"The manifest of the backup cannot be read ({error}). Use another backup.") from None
    return manifest


def _check_types(manifest: BackupManifest) -> None:
    for field in fields(BackupManifest):
        if field.type in (int, str, bool) and not isinstance(getattr(manifest, field.name), field.type):
            raise ValueError(f"{field.name} is of the wrong type")


def check_fit(manifest: BackupManifest, version: str, database: SiteDatabase) -> None:
    """Refuse a backup that this Mahdar, of this version and with this database, cannot restore.

    Raises:
        BackupError: The backup is of a newer Mahdar, or of another kind of database.
    """
    needed = manifest.mahdar
    known = _known_migrations()
    unknown = [name for app, name in manifest.migrations if app == "meetings" and name not in known]
    if _as_numbers(needed) > _as_numbers(version) or unknown:
        reason = f" It has {unknown[0]}, which this Mahdar has not." if unknown else ""
        raise BackupError(
            f"The backup was made by Mahdar {needed}, and this is Mahdar {version}.{reason} Update Mahdar to {needed} "
            "or newer, then restore it."
        )
    if (manifest.database, manifest.database_file) != (database.kind, database.member):
        raise BackupError(
            f"The backup has a database of {manifest.database}, and this archive uses {database.kind}. Set "
            f"DATABASE_URL to a database of {manifest.database}, then restore it."
        )


def make_key_fingerprint() -> str:
    """Return a fingerprint of SECRET_KEY, equal for equal keys."""
    return hmac.new(settings.SECRET_KEY.encode(), b"meetings.backup.fingerprint", "sha256").hexdigest()


def make_site_mark() -> str:
    """Return characters that tell the backups of this site from those of other sites in one folder."""
    return make_key_fingerprint()[:_SITE_CHARACTERS]


def is_key_in_environment() -> bool:
    """Return whether SECRET_KEY is set in the environment and not by the file in the data folder."""
    return bool(os.environ.get("SECRET_KEY"))


def list_settings() -> dict[str, Any]:
    """Return the settings that the manifest states, as JSON has them."""
    values: dict[str, Any] = json.loads(json.dumps({name: getattr(settings, name) for name in _SETTINGS}))
    return values


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    known = {name for app, name in loader.disk_migrations if app == "meetings"}
    return known | {name for one in loader.disk_migrations.values() for app, name in one.replaces if app == "meetings"}


def _as_numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:3]))
