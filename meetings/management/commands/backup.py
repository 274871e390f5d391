"""`manage.py backup FILE`: write everything of the site to one file, while it runs."""

import contextlib
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import __version__
from meetings.management.backups import MEGABYTE, DelayedProgress, describe_content, describe_faults
from meetings.management.terminal import Screen
from meetings.services.backup import BackupError
from meetings.services.backup.encryption import find_ending
from meetings.services.backup.last_backup import note_last_backup
from meetings.services.backup.manifest import make_site_mark
from meetings.services.backup.packing import write_backup
from meetings.services.backup.places import find_place
from meetings.services.backup.restoring import verify_backup
from meetings.services.backup.rotation import KeptBackups, choose_outdated, list_backups, make_backup_name
from meetings.services.backup.site_database import open_site_database


class Command(BaseCommand):
    help = (
        "Write a backup of everything: the database with drafts, users and history, the originals and the secret key. "
        "The site may run meanwhile. The file appears whole or not at all, and only its owner can read it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="the backup, or a folder where it gets a name with the time (UTC)"
        )
        parser.add_argument("--force", action="store_true", help="replace an existing file")
        parser.add_argument(
            "--encrypt-to",
            default="",
            metavar="RECIPIENT",
            help="encrypt by age (a key that begins with age1 or ssh-) or by GnuPG (any other key)",
        )
        parser.add_argument("--verify", action="store_true", help="read the finished backup and compare all rows")
        for name, what in (
            ("last", "backups, whenever they were made"),
            ("daily", "days, the newest backup of each"),
            ("weekly", "weeks, the newest backup of each"),
            ("monthly", "months, the newest backup of each"),
        ):
            parser.add_argument(
                f"--keep-{name}",
                type=int,
                default=0,
                metavar="N",
                help=f"with a folder: keep the latest N {what}, and delete this site's backups that no option keeps",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = self._read_kept(options)
        target = self._find_target(options)
        place, database = find_place(), open_site_database()
        progress = DelayedProgress(Screen(self.stdout))
        try:
            manifest = write_backup(
                target, place, database, version=__version__, recipient=options["encrypt_to"], progress=progress
            )
            self.stdout.write(describe_content(manifest))
            if faults := describe_faults(manifest):
                self.stderr.write(self.style.WARNING(faults))
            if manifest.missing_originals:
                self.stderr.write(
                    self.style.WARNING(
                        f"{manifest.missing_originals} originals that reports name are not in {place.media}. Look for "
                        "them in an older backup."
                    )
                )
            if not manifest.has_secret_key:
                self.stdout.write(
                    "SECRET_KEY is set in the environment, so it is not in the backup. Save it in another place: "
                    "second factors need it."
                )
            if options["verify"]:
                verify_backup(target, place, database, version=__version__, progress=progress)
                self.stdout.write("Verified: all rows and files are as the manifest states.")
        except BackupError as error:
            raise CommandError(str(error)) from None
        with contextlib.suppress(OSError):  # the backup is complete all the same
            note_last_backup(target)
        self.stdout.write(self.style.SUCCESS(f"{target}: {target.stat().st_size / MEGABYTE:.1f} MB."))
        for old in choose_outdated(list_backups(target.parent, make_site_mark()), kept):
            if old != target:  # which is not the newest one by name where the clock was set back
                old.unlink(missing_ok=True)
                self.stdout.write(f"Deleted {old.name}.")

    def _read_kept(self, options: dict[str, Any]) -> KeptBackups:
        numbers = {name: options[f"keep_{name}"] for name in ("last", "daily", "weekly", "monthly")}
        if any(number < 0 for number in numbers.values()):
            raise CommandError("--keep-last, --keep-daily, --keep-weekly, --keep-monthly: give a number from 0 up.")
        kept = KeptBackups(**numbers)
        if kept and not options["file"].is_dir():
            raise CommandError("The --keep options need a folder: they delete only files that this command named.")
        return kept

    def _find_target(self, options: dict[str, Any]) -> Path:
        path: Path = options["file"]
        if options["verify"] and options["encrypt_to"]:
            raise CommandError(
                "--verify cannot read an encrypted backup. Where the private key is, run: restore FILE --verify"
            )
        if path.is_dir():
            ending = find_ending(options["encrypt_to"])
            return path / make_backup_name(make_site_mark(), datetime.now(UTC), ending)
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent}. Create it or give another one.")
        if path.exists() and not options["force"]:
            raise CommandError(f"{path} is there already. Give another name, or --force to replace it.")
        return path
