"""The rules for the rows of an exchanged archive, each on both sides of its bound."""

import datetime
import json
import zipfile
from types import SimpleNamespace

import pytest

from meetings.models import Article, Place
from meetings.models.articles import hash_text
from meetings.services import packed_files
from meetings.services.interchange import FORMAT, VERSION, archive_file
from meetings.services.interchange.archive_file import ArchiveFile, ArchiveFileError
from meetings.services.interchange.existing_records import ExistingRecords, list_automatic_time_fields
from meetings.services.interchange.import_checks import MAX_PROBLEMS_NAMED, Checker, _values_of_added_columns, clean_row
from meetings.services.interchange.tables import ADDED_TABLES, BY_NAME, TABLES
from meetings.text.domains import hash_page

DAY, NEXT = datetime.date(2025, 3, 12), datetime.date(2025, 3, 13)


@pytest.fixture
def checker() -> Checker:
    return Checker(SimpleNamespace(), ExistingRecords({table.name: {} for table in TABLES}))


def faults(checker: Checker, table: str, line: int = 1, **row: object) -> int:
    return len(list(getattr(checker, f"_check_{table}")(row, line)))


@pytest.mark.parametrize(
    ("date", "end", "precision", "number"),
    [
        (DAY, None, "day", 0),
        (DAY, DAY, "day", 0),
        (DAY, NEXT, "day", 0),
        (NEXT, DAY, "day", 1),
        (None, None, "unknown", 0),
        (None, DAY, "unknown", 1),
        (None, None, "day", 1),
        (DAY, None, "unknown", 1),
    ],
)
def test_days_of_a_meeting(checker, date, end, precision, number):
    assert faults(checker, "meetings", date=date, date_end=end, date_precision=precision) == number


@pytest.mark.parametrize(
    ("start", "end", "number"), [(DAY, NEXT, 0), (DAY, DAY, 0), (NEXT, DAY, 1), (None, DAY, 0), (DAY, None, 0)]
)
def test_days_of_an_office(checker, start, end, number):
    assert faults(checker, "appointments", start=start, end=end) == number


def test_a_region_stands_below_its_state(checker):
    checker._keys["countries"] = {"IQ": 1, "FR": 5}
    assert faults(checker, "countries", 2, parent="IQ") == 0
    assert faults(checker, "countries", 5, parent="FR") == 1  # itself
    assert faults(checker, "countries", 4, parent="FR") == 1  # below it
    assert faults(checker, "countries", 2, parent=None) == 0
    checker.existing.keys["countries"]["TR"] = 9
    assert faults(checker, "countries", 2, parent="TR") == 0
    assert faults(checker, "countries", 2, parent="XX") == 1


@pytest.mark.parametrize(
    ("country", "city", "number"), [("IQ", "بغداد", 0), ("IQ", "", 0), (None, "بغداد", 0), (None, "", 1)]
)
def test_a_place_has_a_city_or_a_country(checker, country, city, number):
    assert faults(checker, "places", country=country, city_ar=city) == number
    assert faults(checker, "places", 1, country=country, city_ar=city) == number
    assert faults(checker, "places", 2, country=country, city_ar=city) == number + 1  # there already


@pytest.mark.parametrize("named", ["official", "position", "title_ar", "name_as_written", ""])
def test_a_participant_is_named_in_one_way_at_least(checker, named):
    row = {"official": None, "position": None, "title_ar": "", "name_as_written": "", "meeting": "m"}
    assert faults(checker, "participations", **{**row, **({named: "x"} if named else {})}) == int(not named)


def test_an_official_takes_part_once(checker):
    row = {"official": "fuad", "meeting": "m"}
    assert faults(checker, "participations", 1, **row) == 0
    assert faults(checker, "participations", 2, **row) == 1
    assert faults(checker, "participations", 3, **{**row, "meeting": "n"}) == 0


def test_a_text_and_a_page_are_there_once(checker):
    with checker._texts:

        def article(line, slug, url, text, sha256=""):
            sha256 = hash_text(text) if text and not sha256 else sha256 or None
            return faults(checker, "articles", line, slug=slug, url=url, raw_text=text, sha256=sha256)

        assert article(1, "a", "https://example.org/a", "نص") == 0
        assert article(2, "b", None, "") == 0
        assert article(3, "c", None, "") == 0
        assert article(4, "d", None, "نص") == 1
        assert article(5, "e", "https://example.org/a", "آخر") == 1
        assert article(6, "f", None, "ثالث", "0" * 64) == 1
        assert article(7, "g", None, "", "0" * 64) == 1
        for start, end, quote, number in (
            (0, 2, "نص", 0), (0, 1, "ن", 0), (1, 2, "ص", 0), (0, 1, "ص", 1), (1, 1, "", 1), (-2, 2, "نص", 1)
        ):  # fmt: skip
            assert faults(checker, "evidence", article="a", start=start, end=end, quote=quote) == number
        assert faults(checker, "evidence", article="c", start=0, end=1, quote="x") == 1
        assert faults(checker, "evidence", article="a", start=0, end=2, quote="نص") == 0  # another text lay between
        assert faults(checker, "evidence", article="none", start=0, end=2, quote="نص") == 1


def test_an_old_address_leads_to_a_record_of_the_file(checker):
    checker._keys["meetings"]["m"] = 1
    assert faults(checker, "old_addresses", kind="meeting", record="m") == 0
    assert faults(checker, "old_addresses", kind="meeting", record="n") == 1
    assert faults(checker, "old_addresses", kind="weather", record="m") == 1


def test_so_many_problems_are_named(checker):
    assert MAX_PROBLEMS_NAMED == 50
    for number in range(51):
        checker._say(str(number))
    assert (len(checker.problems), checker.more) == (50, 1)


def line(row: dict, problem: str = "") -> SimpleNamespace:
    return SimpleNamespace(row=row, number=1, problem=problem)


def test_columns_that_there_are_not_and_that_are_missing():
    row, problems = clean_row(BY_NAME["topics"], line({"colour": 1}))
    assert row == {}
    assert problems[0] == "there is no column “colour”"
    assert "the column “code” is missing" in problems
    assert clean_row(BY_NAME["topics"], line({}, "broken")) == ({}, ["broken"])
    assert len(clean_row(BY_NAME["topics"], line({f"c{n}": 1 for n in range(9)}))[1]) == 5 + len(
        BY_NAME["topics"].columns
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("places", {"city_ar": ""}, "kind", "country"),
        ("places", {}, "kind", "country"),
        ("places", {"city_ar": "بغداد"}, "kind", "city"),
        ("articles", {"text_kind": "retold"}, "headline_wording", "archive"),
        ("articles", {"text_kind": "original"}, "headline_wording", "outlet"),
    ],
)
def test_what_a_file_of_the_first_version_does_not_say(table, row, column, value):
    assert _values_of_added_columns(BY_NAME[table], row)[column] == value


def test_a_table_without_new_columns_needs_no_values():
    assert _values_of_added_columns(BY_NAME["topics"], {"text_kind": "retold", "city_ar": ""}) == {}


# ------------------------------------------------------------------------------------------------ what is there already
def test_a_record_is_known_by_its_key_its_text_its_page_or_its_city():
    existing = ExistingRecords({table.name: {} for table in TABLES})
    assert existing.is_empty
    existing.keys["meetings"]["m"] = 1
    assert not existing.is_empty
    existing.texts["hash"], existing.pages[hash_page("https://example.org/a")] = 2, 3
    existing.cities["IQ", "بغداد"] = 4

    def found(table: str, **row: object) -> int | None:
        return existing.find(BY_NAME[table], row)

    assert found("meetings", slug="m") == 1
    assert found("meetings", slug="n") is None
    assert found("articles", slug="x", sha256="hash", url=None) == 2
    assert found("articles", slug="x", sha256="hash", url="https://example.org/a") == 2
    assert found("articles", slug="x", sha256=None, url="https://example.org/a") == 3
    assert found("articles", slug="x", sha256="other", url=None) is None
    assert found("places", slug="x", country="IQ", city_ar="بغداد") == 4
    assert found("places", slug="x", country="FR", city_ar="بغداد") is None
    existing.keys["articles"]["x"], existing.keys["places"]["x"] = 5, 6
    assert found("articles", slug="x", sha256="hash", url=None) == 5
    assert found("places", slug="x", country="IQ", city_ar="بغداد") == 6


def test_times_that_are_filled_in():
    assert set(list_automatic_time_fields(BY_NAME["meetings"])) == {"created_at", "updated_at"}
    assert {BY_NAME["articles"].model, BY_NAME["places"].model} == {Article, Place}


# -------------------------------------------------------------------------------------------------------------- the zip
@pytest.fixture
def opened(tmp_path):
    """Opens a zip of an archive without rows, with other files and another archive.json."""

    def open_zip(files: dict[str, bytes] | None = None, left_out: tuple[str, ...] = (), **about: object) -> ArchiveFile:
        path = tmp_path / "a.zip"
        names = [table.name for table in TABLES if table.name not in left_out]
        whole = {"format": FORMAT, "version": VERSION, "rows": dict.fromkeys(names, 0), **about}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("archive.json", json.dumps(whole))
            for name in names:
                packed.writestr(f"jsonl/{name}.jsonl", b"")
            for name, data in (files or {}).items():
                packed.writestr(name, data)
        return ArchiveFile(path)

    return open_zip


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (1, False)])
def test_a_zip_has_so_many_files(opened, more, is_read):
    files = {f"x{n}": b"" for n in range(200 - 1 - len(TABLES) + more)}
    if is_read:
        opened(files)
    else:
        with pytest.raises(ArchiveFileError, match="201 files"):
            opened(files)


def test_a_zip_unpacks_to_so_much(opened, monkeypatch):
    with zipfile.ZipFile(opened({"x": b"x" * 999})._zip.filename) as packed:
        size = sum(file.file_size for file in packed.infolist())
    monkeypatch.setattr(archive_file, "MAX_UNPACKED_BYTES", size)
    opened({"x": b"x" * 999})
    monkeypatch.setattr(archive_file, "MAX_UNPACKED_BYTES", size - 1)
    with pytest.raises(ArchiveFileError, match="would grow"):
        opened({"x": b"x" * 999})


def test_a_large_file_that_shrinks_to_nothing_is_no_text(opened, monkeypatch):
    assert packed_files.MAX_COMPRESSION_RATIO == 300
    data = b" " * 100_000
    with zipfile.ZipFile(opened({"x": data})._zip.filename) as packed:
        ratio = len(data) / packed.getinfo("x").compress_size
    monkeypatch.setattr(packed_files, "MIN_CHECKED_BYTES", len(data))
    monkeypatch.setattr(packed_files, "MAX_COMPRESSION_RATIO", ratio - 1)
    opened({"x": data})  # not larger than what is checked
    monkeypatch.setattr(packed_files, "MIN_CHECKED_BYTES", len(data) - 1)
    with pytest.raises(ArchiveFileError, match="no text"):
        opened({"x": data})
    monkeypatch.setattr(packed_files, "MAX_COMPRESSION_RATIO", ratio)
    opened({"x": data})


@pytest.mark.parametrize("name", ["a:b/x", "..", "a/..", "/x", "\\x"])
def test_names_that_lead_out(opened, name):
    with pytest.raises(ArchiveFileError, match="leads out"):
        opened({name: b""})


@pytest.mark.parametrize("name", ["a/b:c", "a..b", "..x", "a/b/c"])
def test_names_that_do_not(opened, name):
    opened({name: b""})


@pytest.mark.parametrize(
    ("about", "problem"),
    [
        ({"format": "x"}, "another format"),
        ({"version": "1"}, "another format"),
        ({"version": VERSION + 1}, "update it"),
        ({"rows": {"weather": 0}}, "tables that there are not"),
        ({"rows": {table.name: "0" for table in TABLES}}, "is missing"),
    ],
)
def test_what_archive_json_says(opened, about, problem):
    with pytest.raises(ArchiveFileError, match=problem):
        opened(**about)


def test_tables_that_a_later_version_added_may_be_missing_and_others_not(opened):
    archive = opened(left_out=tuple(ADDED_TABLES))
    for name in ADDED_TABLES:
        assert archive.rows[name] == 0
        assert list(archive.lines(BY_NAME[name])) == []
    with pytest.raises(ArchiveFileError, match=r"topics\.jsonl is missing"):
        opened(left_out=("topics",))


def test_a_line_has_so_many_bytes(opened, monkeypatch):
    left_out = ("topics",)
    rows = {table.name: 0 for table in TABLES}
    monkeypatch.setattr(archive_file, "MAX_LINE_BYTES", 10)
    for text, is_read in ((b'{"a": 123}', True), (b'{"a": 1234}', False)):
        archive = opened({"jsonl/topics.jsonl": text}, left_out, rows=rows)
        if is_read:
            assert [one.row for one in archive.lines(BY_NAME["topics"])] == [{"a": 123}]
        else:
            with pytest.raises(ArchiveFileError, match="longer"):
                list(archive.lines(BY_NAME["topics"]))
