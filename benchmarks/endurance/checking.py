"""Checks of what a killed operation left: the database, the index, the files."""

import gzip
import hashlib
import json
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from benchmarks.endurance.stage import Stage
from meetings.models import IndexChange, Meeting, Original
from meetings.search import IndexMissingError, SearchRequest, find_ids, find_index_damage
from meetings.search.documents.documents import make_meeting_documents
from meetings.search.site_search import get_engine
from meetings.services.backup.places import DATABASE_FILE
from meetings.services.backup.sqlite import SqliteDatabase
from meetings.services.backup.table_hashes import TableHash, hash_rows
from meetings.services.health.results import FAULT
from meetings.services.health.static_files import list_damaged_files
from meetings.services.health.table import CHECKS, run_checks

LOSS, INDEX, HALF, RECOVERY = "loss", "index", "half-written", "recovery"
MAX_NAMED = 5
# Not part of the archive: sessions, notes for the index, and the counter that changes with every write.
PASSING_TABLES = {
    "django_session",
    "meetings_indexchange",
    "meetings_archivestate",
    "meetings_meetingstate",
    "usersessions_usersession",
}
PASSING_TYPES = ("datetime", "char(32)")  # times and random ids, which differ from run to run
COUNTED_TABLES = {"meetings_version", "meetings_action"}  # they have times within their values
HEALTH = ("database", "migrations", "foreign_keys", "index", "index_documents", "waiting_changes")
UNFINISHED = (".part", ".tmp", ".unfinished", ".new")
NOT_COLLECTED = ["CVS", ".*", "*~"]  # by collectstatic
WORKBOOK_PROPERTIES = "docProps/core.xml"
State = dict[str, TableHash]


@dataclass(frozen=True, slots=True)
class CrashProblem:
    """A fault after a kill: its kind and a line for the reader."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LegalStates:
    """The states of the database before an undisturbed run and after each of its acknowledgements."""

    states: list[State]

    @classmethod
    def read(cls, file: Path) -> "LegalStates":
        return cls(
            [
                {name: TableHash(**value) for name, value in json.loads(line).items()}
                for line in file.read_text().splitlines()
            ]
        )

    def find_problems(self, state: State, marks: int, is_done: bool) -> Iterator[CrashProblem]:
        """Compare a state with those that are right after `marks` acknowledgements.

        One more commit than was acknowledged is right too: the kill came between the two.
        """
        last = len(self.states) - 1
        least, most = (last, last) if is_done else (min(marks, last), min(marks + 1, last))
        if state in self.states[least : most + 1]:
            return
        if state in self.states[:least]:
            yield CrashProblem(LOSS, f"the database is as it was before the acknowledged write {marks}")
            return
        differences = _name_differences(self.states[least], state)
        if most != least:
            differences += f"; beside the state after: {_name_differences(self.states[most], state)}"
        yield CrashProblem(
            HALF, f"after {marks} acknowledged writes the database has a state between two: {differences}"
        )


def _name_differences(wanted: State, found: State) -> str:
    names = [name for name in sorted(wanted.keys() | found.keys()) if wanted.get(name) != found.get(name)]
    return ", ".join(f"{name} {_count(wanted, name)} -> {_count(found, name)}" for name in names[:MAX_NAMED])


def _count(state: State, name: str) -> str:
    return str(state[name].rows) if name in state else "missing"


def read_state(database: Path) -> State:
    """Return the number of rows of each table, and the hash of those values that are the same in each run.

    `schema` has the tables, indexes and triggers themselves.
    """
    with closing(sqlite3.connect(database)) as connection:
        schema = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
        found = {"schema": hash_rows(connection.execute(schema))}
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
        for (table,) in tables:
            if table in PASSING_TABLES or table.startswith("sqlite_"):
                continue
            columns = [
                f'"{name}"'
                for _cid, name, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")')
                if not kind.lower().startswith(PASSING_TYPES) and table not in COUNTED_TABLES
            ]
            chosen = ", ".join(columns) or "1"
            found[table] = hash_rows(connection.execute(f'SELECT {chosen} FROM "{table}" ORDER BY rowid'))
    return found


def write_state(stage: Stage) -> None:
    """Append the state of the database to those of the undisturbed run, and note the seconds that it took."""
    began = time.monotonic()
    line = json.dumps({name: asdict(value) for name, value in read_state(stage.site / DATABASE_FILE).items()})
    with (stage.work / "states").open("a") as file:
        file.write(line + "\n")
    watching = stage.work / "watching"
    spent = float(watching.read_text()) if watching.exists() else 0.0
    watching.write_text(str(spent + time.monotonic() - began))


# --- Checks of any archive --------------------------------------------------------------------------------------------
def find_archive_problems(stage: Stage) -> Iterator[CrashProblem]:
    """Check the database, the index and the files of the archive of this process."""
    database = stage.site / DATABASE_FILE
    for fault in SqliteDatabase(database).list_faults(str(database)):
        yield CrashProblem(LOSS, fault)
    for one in run_checks(check for check in CHECKS if check.name in HEALTH):
        if one.result.level == FAULT:
            kind = INDEX if one.check.name.startswith("index") else LOSS
            yield CrashProblem(kind, f"doctor, {one.check.name}: {one.result.found}")
    yield from find_index_problems()
    yield from find_original_problems()
    for path in stage.site.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(stage.site).parts)
        if path.suffix in UNFINISHED and not hidden and path.parent.name != "exports" and path.is_file():
            yield CrashProblem(HALF, f"unfinished file: {path.relative_to(stage.site)}")


def find_index_problems() -> Iterator[CrashProblem]:
    """Compare every document of the index with the one that the database makes, word by word."""
    try:
        if damage := find_index_damage():
            yield CrashProblem(INDEX, f"damaged: {damage}")
            return
        yield from _compare_documents()
    except IndexMissingError as error:
        yield CrashProblem(INDEX, f"missing or damaged: {error}")


def _compare_documents() -> Iterator[CrashProblem]:
    if waiting := IndexChange.objects.count():
        yield CrashProblem(INDEX, f"{waiting} changes still wait for the index")
    wanted = set(Meeting.objects.public().values_list("pk", flat=True))
    found = set(find_ids(SearchRequest()))
    for title, ids in (("not in the index", wanted - found), ("in the index only", found - wanted)):
        if ids:
            yield CrashProblem(INDEX, f"meetings {title}: {sorted(ids)[:MAX_NAMED]}")
    engine = get_engine()
    common = sorted(wanted & found)
    stored, wrong = engine.stored(common), []
    for document in make_meeting_documents(common):
        kept = stored.get(document.id)
        is_equal = (
            kept is not None
            and (kept.title, kept.text) == (document.title, document.text)
            and engine.words_of(document.id).keys() == document.words.keys()
            and engine.facets_of(document.id) == {name: values for name, values in document.facets.items() if values}
        )
        if not is_equal:
            wrong.append(document.id)
    if wrong:
        yield CrashProblem(
            INDEX, f"{len(wrong)} meetings are indexed with other words than they have: {wrong[:MAX_NAMED]}"
        )


def find_original_problems() -> Iterator[CrashProblem]:
    """Compare the files of reports and attachments with their hashes."""
    for original in Original.objects.all():
        path = Path(settings.MEDIA_ROOT) / str(original.file.name)
        if not path.is_file() or hash_file(path) != original.sha256:
            yield CrashProblem(LOSS, f"the original {original.file.name} is missing or not whole")


# --- Checks of files --------------------------------------------------------------------------------------------------
def find_static_problems(stage: Stage) -> Iterator[CrashProblem]:
    """Check the collected static files, and the compressed ones beside them, which browsers get."""
    try:
        _count, damaged = list_damaged_files()
    except (OSError, ValueError) as error:
        yield CrashProblem(HALF, f"the list of static files: {error}")
        return
    for name in damaged:
        yield CrashProblem(HALF, f"static file {name}")
    for finder in get_finders():
        for name, storage in finder.list(NOT_COLLECTED):
            copy = stage.site / "static" / (getattr(storage, "prefix", "") or "") / name
            if not copy.is_file() or copy.read_bytes() != Path(storage.path(name)).read_bytes():
                yield CrashProblem(HALF, f"copy of the static file {name}")
    for path in (stage.site / "static").rglob("[!.]*.gz"):
        try:
            is_whole = gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        except (OSError, EOFError):
            is_whole = False
        if not is_whole:
            yield CrashProblem(HALF, f"compressed static file {path.name}")


def find_file_problems(folder: Path, whole: dict[str, str]) -> Iterator[CrashProblem]:
    """Compare the files of a folder that have their final names with the hashes of whole ones, by name."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.suffix in UNFINISHED:
            continue
        if whole.get(path.name) != hash_content(path):
            yield CrashProblem(HALF, f"{path.name} is not whole ({path.stat().st_size} bytes)")


def hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_content(path: Path) -> str:
    """Return a hash of what a file says: of a workbook all but the moment at which it was made."""
    if path.suffix != ".xlsx":
        return hash_file(path)
    found = hashlib.sha256()
    try:
        with zipfile.ZipFile(path) as workbook:
            for name in workbook.namelist():
                found.update(name.encode() + (b"" if name == WORKBOOK_PROPERTIES else workbook.read(name)))
    except zipfile.BadZipFile:
        return ""  # cut off: the list of its parts is at its end
    return found.hexdigest()
