"""Archives of every earlier version reach this one whole, and go back; a killed migration loses nothing.

`stations/` has one archive for each version; `make upgrade-fixture` adds one (docs/releasing.md).
"""

import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from meetings.models import Incoming, Meeting, Official, ReviewState
from meetings.models.triggers import list_missing_triggers
from meetings.queries.checks import RULES_BY_NAME, find_breaches
from meetings.search import SearchRequest, search
from meetings.services.health.database import check_migrations
from meetings.services.health.results import HealthLevel
from meetings.services.history import select_versions
from tests.conftest import ROOT
from tests.upgrades.archives import EarlierArchive, Tables, list_differences
from tests.upgrades.make_station import STATIONS, SUFFIX, unpack_station

VERSIONS = sorted(path.name.removesuffix(SUFFIX) for path in STATIONS.glob(f"*{SUFFIX}"))
SQUASHED = "0001_squashed_0010_excerpts"
# Values that migrations change on purpose, and why.
CHANGED_FORWARDS = {
    ("meetings_alert", "query"),  # 0023: alerts for several sides say that any of them is enough
}
# Rules that did not exist when an archive was made; its editors see what they find under Quality.
LATER_RULES = {"outlet-address"}
WHERE_IT_IS_KILLED = ("meetings.0013", "meetings.0030")


@pytest.fixture(scope="module", autouse=True)
def database_access(django_db_setup, django_db_blocker):
    if connection.vendor != "sqlite":
        pytest.skip("the archives of earlier versions are SQLite databases")
    with django_db_blocker.unblock():
        yield


class Upgrade:
    """An archive of an earlier version before and after `migrate`, and the archive itself, which is upgraded."""

    def __init__(self, version: str, folder: Path) -> None:
        self.archive = EarlierArchive(folder / version)
        unpack_station(STATIONS / f"{version}{SUFFIX}", self.archive.data)
        self.last_migration = self.archive.find_last_migration()
        self.columns = self.archive.read_columns()
        self.before: Tables = self.archive.read_tables()
        self.archive.migrate()
        self.after: Tables = self.archive.read_tables()
        self.copy = EarlierArchive(folder / "copy")
        shutil.copytree(self.archive.data, self.copy.data)
        with self.archive.open_site():
            call_command("sync_index", stdout=io.StringIO())


@pytest.fixture(scope="module", params=VERSIONS)
def upgrade(request, database_access, tmp_path_factory) -> Upgrade:
    return Upgrade(request.param, tmp_path_factory.mktemp("upgrade"))


@pytest.fixture
def site(upgrade: Upgrade):
    with upgrade.archive.open_site():
        yield


def test_every_released_version_has_an_archive():
    tags = subprocess.run(["git", "tag", "--list", "v*"], cwd=ROOT, capture_output=True, text=True, check=False)
    released = {tag.removeprefix("v") for tag in tags.stdout.split()}
    assert released <= set(VERSIONS), "make upgrade-fixture VERSION=... COMMIT=..., see docs/releasing.md"
    assert "0.1.0" in VERSIONS


class TestForwards:
    def test_every_row_is_there_with_its_values(self, upgrade):
        assert len(upgrade.before["meetings_meeting"]) == 99
        assert len(upgrade.before["auth_user"]) == 4
        assert len(upgrade.before["meetings_version"]) >= 5
        assert list_differences(upgrade.before, upgrade.after) <= CHANGED_FORWARDS
        ours = {name for name in upgrade.before if name.startswith("meetings_") and name != "meetings_archivestate"}
        assert {name: len(upgrade.after[name]) for name in ours} == {name: len(upgrade.before[name]) for name in ours}

    def test_users_sign_in_with_their_passwords_and_roles(self, site):
        for role in ("contributor", "editor", "administrator"):
            user = authenticate(username=role, password="a sample password")
            assert user is not None
            assert [group.name for group in user.groups.all()] == [role]
        editor = User.objects.get(username="editor")
        assert editor.has_perm("meetings.change_meeting")

    def test_readers_find_and_read_what_is_published(self, site):
        reader = Client()
        published = Meeting.objects.filter(review_state=ReviewState.PUBLISHED).order_by("pk")
        addresses = ["/", "/en/", "/officials/", "/api/v1/meetings/", "/search.csv?q=ماكرون"]
        addresses += [meeting.get_absolute_url() for meeting in (published.first(), published.last())]
        addresses += [Official.objects.order_by("pk").first().get_absolute_url()]
        assert [reader.get(address, follow=True).status_code for address in addresses] == [200] * len(addresses)
        assert search(SearchRequest(query="نيجيرفان بارزاني")).total > 0
        draft = Meeting.objects.filter(review_state=ReviewState.DRAFT).first()
        assert reader.get(draft.get_absolute_url()).status_code == 404

    def test_editors_find_drafts_waiting_texts_and_the_history(self, site):
        desk = Client()
        desk.force_login(User.objects.get(username="editor"), "django.contrib.auth.backends.ModelBackend")
        changed = Meeting.objects.get(notes="shortened")
        draft = Meeting.objects.filter(review_state=ReviewState.DRAFT).first()
        addresses = ["/admin/", f"/admin/meetings/meeting/{changed.pk}/history/"]
        addresses += [f"/admin/meetings/meeting/{draft.pk}/change/", "/admin/meetings/incoming/"]
        assert [desk.get(address, follow=True).status_code for address in addresses] == [200] * len(addresses)
        notes = [version.note for version in select_versions(changed)]
        assert {"checked with the source", "shortened"} <= set(notes)
        assert [text.name for text in Incoming.objects.all()] == ["waiting.txt"]

    def test_the_doctor_and_the_rules_of_the_archive_are_content(self, site):
        names = ("database", "migrations", "integrity", "foreign_keys", "index", "index_documents")
        told = io.StringIO()
        call_command("doctor", only=list(names), stdout=told)  # raises SystemExit when something needs attention
        assert f"{len(names)} ok" in told.getvalue()
        broken = {one.rule for one in find_breaches()}
        assert {rule for rule in broken if RULES_BY_NAME[rule].is_error} <= LATER_RULES


class TestBack:
    def test_an_archive_goes_back_and_forwards_again(self, upgrade):
        archive = upgrade.copy
        target = SQUASHED if upgrade.last_migration < "0011" else upgrade.last_migration
        archive.migrate("meetings", target)
        assert archive.read_columns() == upgrade.columns
        assert list_differences(upgrade.before, archive.read_tables()) <= CHANGED_FORWARDS
        archive.migrate()
        assert archive.read_columns() == upgrade.archive.read_columns()

    def test_every_migration_can_be_reversed(self):
        migrations = MigrationLoader(None).disk_migrations
        kept = [
            name
            for (app, name), migration in migrations.items()
            if app == "meetings" and not all(operation.reversible for operation in migration.operations)
        ]
        assert kept == [], "name it in docs/operations.md: after it, only a backup leads back"


class TestKilled:
    def test_the_next_start_completes_a_killed_migration(self, tmp_path):
        archive = EarlierArchive(tmp_path)
        unpack_station(STATIONS / f"0.1.0{SUFFIX}", archive.data)
        before = archive.read_tables()
        for place in WHERE_IT_IS_KILLED:
            kill_migrate_at(place, archive)
            assert list_differences(before, archive.read_tables()) <= CHANGED_FORWARDS, "no row is half changed"
            with archive.open_site():
                assert check_migrations().level == HealthLevel.FAULT, "the service refuses to start"
        archive.migrate()
        assert list_differences(before, archive.read_tables()) <= CHANGED_FORWARDS
        with archive.open_site(), connection.cursor() as cursor:
            assert list_missing_triggers() == []
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone()[0] == "ok"


def kill_migrate_at(place: str, archive: EarlierArchive) -> None:
    """Start `migrate` as an administrator does, and kill it as soon as it applies the migration `place`."""
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", "MAHDAR_DATA_DIR": str(archive.data)}
    with subprocess.Popen(
        [sys.executable, "manage.py", "migrate"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, bufsize=0
    ) as started:
        assert started.stdout is not None
        told = b""
        while place.encode() not in told:
            read = started.stdout.read(1)
            assert read, told
            told += read
        started.kill()
    assert started.returncode == -signal.SIGKILL
