"""`manage.py restore FILE`: restore a backup into an empty archive, or in place of the present one."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config import __version__
from meetings.management.backups import DelayedProgress, describe_content, describe_faults
from meetings.management.terminal import Screen
from meetings.services.backup import BackupError
from meetings.services.backup.databases import SiteDatabase
from meetings.services.backup.manifest import BackupManifest
from meetings.services.backup.packing import write_backup
from meetings.services.backup.places import BACKUP_FOLDER, DATABASE_FILE, SitePlace, find_place, find_place_in
from meetings.services.backup.restoring import has_other_key, restore_backup, verify_backup
from meetings.services.backup.site_database import open_site_database
from meetings.services.backup.sqlite import SqliteDatabase


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty archive. Everything is unpacked and compared with the manifest first; if "
        "something is wrong, nothing changes. Stop the server before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that the command backup wrote")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--replace", action="store_true", help="replace the present archive, after a backup of it")
        way.add_argument("--into", type=Path, metavar="FOLDER", help="restore into another, empty data folder")
        way.add_argument("--verify", action="store_true", help="only compare the backup with its manifest, row by row")
        parser.add_argument("--identity", type=Path, metavar="KEY.txt", help="file with the private key, for age")

    def handle(self, *args: Any, **options: Any) -> None:
        self._progress = DelayedProgress(Screen(self.stdout))
        connections.close_all()  # an open connection of this process would keep the database in use
        place, database = find_place(), open_site_database()
        try:
            if options["verify"]:
                manifest = verify_backup(
                    options["file"],
                    place,
                    database,
                    version=__version__,
                    identity=options["identity"],
                    progress=self._progress,
                )
                self._report(manifest)
                self.stdout.write(self.style.SUCCESS("Verified: all rows and files are as the manifest states."))
            elif options["into"]:
                self._restore(options, *self._open_folder(options["into"], database))
                self.stdout.write(f"To use it: MAHDAR_DATA_DIR={options['into']} manage.py sync_index")
            else:
                self._restore(options, place, database)
                self.stdout.write("Building the search index ...")
                call_command("rebuild_index", stdout=self.stdout)
        except BackupError as error:
            raise CommandError(str(error)) from None

    def _open_folder(self, folder: Path, database: SiteDatabase) -> tuple[SitePlace, SiteDatabase]:
        if database.kind != SqliteDatabase.kind:
            raise CommandError(
                "--into needs SQLite. For PostgreSQL, set DATABASE_URL to an empty database and MAHDAR_DATA_DIR to an "
                "empty folder."
            )
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder. Give another one.")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"The folder {folder} cannot be created: {error.strerror}.") from error
        return find_place_in(folder), SqliteDatabase(folder / DATABASE_FILE)

    def _restore(self, options: dict[str, Any], place: SitePlace, database: SiteDatabase) -> None:
        def save_present() -> None:
            folder = place.data / BACKUP_FOLDER
            folder.mkdir(mode=0o700, exist_ok=True)
            saved = folder / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
            write_backup(saved, place, database, version=__version__, is_alone=True, progress=self._progress)
            self.stdout.write(f"The archive as it was before: {saved}")

        restored = restore_backup(
            options["file"],
            place,
            database,
            version=__version__,
            identity=options["identity"],
            save_present=save_present if options["replace"] else None,
            progress=self._progress,
        )
        self._report(restored.manifest)
        if restored.migrations:
            self.stdout.write(f"Applied {restored.migrations} migrations to the older backup.")
        self.stdout.write(self.style.SUCCESS(f"Restored into {place.data}."))
        if has_other_key(restored.manifest):
            self.stderr.write(
                self.style.WARNING(
                    "The backup was made with another SECRET_KEY. Set that key in the environment; without it, second "
                    "factors do not work, and users must sign in again."
                )
            )

    def _report(self, manifest: BackupManifest) -> None:
        self.stdout.write(f"Backup of {manifest.made_at}, made by Mahdar {manifest.mahdar}.")
        self.stdout.write(describe_content(manifest))
        if faults := describe_faults(manifest):
            self.stderr.write(self.style.WARNING(faults))
        present = {name: getattr(settings, name, None) for name in manifest.settings}
        changed = [name for name, value in manifest.settings.items() if _as_json(present[name]) != value]
        if changed:
            self.stdout.write(f"Settings that differ from those of the backup: {', '.join(changed)}.")


def _as_json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
