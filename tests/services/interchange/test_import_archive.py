"""An archive that is read in: mistakes are named and nothing is stored, what is there stays, no zip does harm."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Article, Evidence, Meeting, Official, Place
from meetings.models.articles import hash_text
from meetings.search import SearchRequest, search
from meetings.services.interchange.tables import ADDED_COLUMNS, ADDED_TABLES
from tests import factories
from tests.commands.archives import contents, empty_the_archive, export, read_in, tampered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def archive(tmp_path):
    """A file with one meeting, from an archive that is empty again."""
    kurdistan = factories.CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان", parent=factories.CountryFactory())
    official = factories.OfficialFactory(slug="fuad", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    factories.AppointmentFactory(official=official, start=date(2020, 6, 1), end=date(2022, 1, 1))
    meeting = factories.MeetingFactory(slug="in-paris", place=factories.PlaceFactory())
    factories.ParticipationFactory(meeting=meeting, official=official)
    factories.ParticipationFactory(meeting=meeting, official__slug="nechirvan", country=kurdistan)
    factories.MeetingTopicFactory(meeting=meeting)
    article = factories.ArticleFactory(slug="a-report", url="https://example.org/a", raw_text=factories.REPORT)
    factories.SourceFactory(meeting=meeting, article=article)
    factories.EvidenceFactory(meeting=meeting, article=article)
    export(tmp_path / "a.zip", "--with-texts")
    empty_the_archive()
    return tmp_path / "a.zip"


def refused(path) -> str:
    """What is said when a file is refused; that nothing was stored is seen to here."""
    before = contents()
    said = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was stored") as error:
        call_command("import_archive", path, stdout=said, stderr=said)
    assert contents() == before
    return f"{said.getvalue()}\n{error.value}"


def with_rows(archive, table, change):
    """A copy in which `change` has changed the rows of a table."""

    def replace(files):
        name = f"jsonl/{table}.jsonl"
        rows = [json.loads(line) for line in files[name].splitlines()]
        change(rows)
        files[name] = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
        about = json.loads(files["archive.json"])
        about["rows"][table] = len(rows)
        files["archive.json"] = json.dumps(about).encode()

    return tampered(archive, archive.with_name("changed.zip"), replace)


def test_it_is_found_as_soon_as_it_is_there(archive):
    read_in(archive)
    assert search(SearchRequest("وزير الخارجية")).total == 1


# ------------------------------------------------------------------------------------------------------------ mistakes
MISTAKES = [
    ("meetings", {"date": "2023-13-01"}, "jsonl/meetings.jsonl:1: “date”"),
    ("meetings", {"date": None}, "no date the precision"),
    ("meetings", {"date_end": "2023-11-01"}, "the last day is before the first"),
    ("meetings", {"date_precision": "unknown"}, "no date the precision"),
    ("meetings", {"date": None, "date_precision": "unknown", "date_end": "2023-11-01"}, "or there is no first"),
    ("articles", {"sha256": None}, "not the hash"),
    ("evidence", {"start": 5, "end": 5}, "the quote is not what stands"),
    ("meetings", {"kind": "party"}, "“kind”"),
    ("meetings", {"slug": "a b"}, "“slug”"),
    ("meetings", {"headline_ar": None}, "“headline_ar” must not be null"),
    ("meetings", {"headline_ar": ""}, "“headline_ar”"),
    ("meetings", {"headline_ar": "س" * 401}, "“headline_ar”"),
    ("meetings", {"headline_ar": 7}, "“headline_ar” must be text"),
    ("meetings", {"headline_ar": "a\x00b"}, "NUL"),
    ("meetings", {"confidence": 2}, "“confidence”"),
    ("meetings", {"confidence": True}, "“confidence” must be a number"),
    ("meetings", {"place": "nowhere"}, "“place” leads to no record of places: 'nowhere'"),
    ("meetings", {"updated_at": "2023-11-01T10:00:00"}, "time zone"),
    ("meetings", {"id": 5}, "there is no column “id”"),
    ("countries", {"parent": "XX"}, "“parent” leads to no country"),
    ("countries", {"names": "x"}, "“names” must be a list"),
    ("places", {"country": None, "city_ar": ""}, "neither a city nor a country"),
    ("appointments", {"end": "2019-01-01"}, "the end is before the start"),
    ("articles", {"raw_text": "other words"}, "not the hash"),
    ("articles", {"url": "javascript:alert(1)"}, "“url”"),
    ("participations", {"official": "nobody"}, "“official” leads to no record of officials"),
    ("participations", {"organisation": "UN", "country": "IQ"}, "“organisation” leads to no record"),
    ("participations", {"official": None, "title_ar": "", "name_as_written": "", "position": None}, "nobody is named"),
    ("participations", {"order": -1}, "“order”"),
    ("participations", {"role": "king"}, "“role”"),
    ("evidence", {"quote": "يوم السبت!"}, "the quote is not what stands"),
    ("evidence", {"start": 10**6, "end": 10**6 + 10}, "the quote is not what stands"),
    ("evidence", {"inferred": "no"}, "“inferred” must be true or false"),
]


@pytest.mark.parametrize(("table", "fields", "problem"), MISTAKES)
def test_a_mistake_is_named_with_its_file_and_line(archive, table, fields, problem):
    path = with_rows(archive, table, lambda rows: rows[0].update(fields))
    said = refused(path)
    assert problem in said
    assert f"jsonl/{table}.jsonl:1: " in said


def without_added_tables(files):
    about = json.loads(files["archive.json"])
    for name in ADDED_TABLES:
        for kind in ("csv", "jsonl"):
            files.pop(f"{kind}/{name}.{kind}", None)
        del about["rows"][name]
    files["archive.json"] = json.dumps(about).encode()


def test_a_file_of_the_first_version_is_read(archive):
    """It does not say whose words a headline is; that of a summary was the archive's."""

    def as_before(table):
        def change(rows):
            for row in rows:
                for name in ADDED_COLUMNS[table]:
                    del row[name]
                if "text_kind" in row:
                    row["text_kind"] = "retold"

        return change

    for table in ADDED_COLUMNS:
        archive = with_rows(archive, table, as_before(table))
    archive = tampered(archive, archive.with_name("first.zip"), without_added_tables)
    read_in(archive)
    assert {one.headline_wording for one in Article.objects.all()} == {"archive"}
    assert {one.headline_ar_wording for one in Meeting.objects.all()} == {"editor"}


def test_what_is_there_twice_is_named_with_both_lines(archive):
    said = refused(with_rows(archive, "meetings", lambda rows: rows.append(rows[0])))
    assert "jsonl/meetings.jsonl:2: the same meetings as in line 1: 'in-paris'" in said
    said = refused(with_rows(archive, "articles", lambda rows: rows.append({**rows[0], "slug": "other"})))
    assert "the same url as in line 1" in said


def test_a_missing_column_is_named(archive):
    assert "the column “kind” is missing" in refused(with_rows(archive, "meetings", lambda rows: rows[0].pop("kind")))


def test_all_mistakes_are_told_at_once_up_to_a_number(archive):
    def many(rows):
        rows[:] = [{**rows[0], "slug": f"m{n}", "kind": "x"} for n in range(70)]

    said = refused(with_rows(archive, "meetings", many))
    assert said.count("“kind”") >= 45
    assert "more." in said


@pytest.mark.parametrize(
    ("line", "problem"),
    [(b"{", "not JSON"), (b"[1]", "not a record in braces"), (b"\xff\xfe", "not UTF-8"), (b'{"a": NaN}', "not JSON"),
     (b"[" * 100_000, "jsonl/topics.jsonl:1: the line is")],
)  # fmt: skip
def test_a_line_that_is_no_record_is_named(archive, line, problem):
    path = tampered(
        archive, archive.with_name("x.zip"), lambda files: files.update({"jsonl/topics.jsonl": line + b"\n"})
    )
    assert problem in refused(path)


def test_a_file_that_is_cut_off_is_seen(archive):
    def cut(files):
        files["jsonl/participations.jsonl"] = files["jsonl/participations.jsonl"].splitlines(keepends=True)[0]

    assert "1 rows, but archive.json says 2" in refused(tampered(archive, archive.with_name("x.zip"), cut))


def test_checking_alone_stores_nothing(archive):
    said = io.StringIO()
    call_command("import_archive", archive, "--check", stdout=said)
    assert "no mistake found" in said.getvalue()
    assert not Meeting.objects.exists()


# ------------------------------------------------------------------------------------------------------- hostile files
def test_what_is_no_archive_is_refused(tmp_path):
    assert "There is no file" in refused(tmp_path / "none.zip")
    assert "is a folder" in refused(tmp_path)
    (tmp_path / "text.zip").write_text("hello")
    assert "cannot be read as a zip" in refused(tmp_path / "text.zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("photo.jpg", b"x")
    assert "not written by export_archive" in refused(tmp_path / "other.zip")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "..\\x", "C:\\x"])
def test_a_name_that_leads_out_of_the_zip_is_refused(archive, name):
    path = tampered(archive, archive.with_name("x.zip"), lambda files: files.update({name: b"x"}))
    assert "leads out of it" in refused(path)


def test_a_bomb_is_refused_before_it_is_opened(archive):
    bomb = b" " * (60 << 20)
    path = tampered(archive, archive.with_name("x.zip"), lambda files: files.update({"jsonl/topics.jsonl": bomb}))
    assert path.stat().st_size < 1 << 20
    assert "that is no text" in refused(path)


def test_a_line_without_end_is_refused(archive, monkeypatch):
    monkeypatch.setattr("meetings.services.interchange.archive_file.MAX_LINE_BYTES", 1_000)
    path = tampered(
        archive, archive.with_name("x.zip"), lambda files: files.update({"jsonl/topics.jsonl": b'"' + b"x" * 5_000})
    )
    assert "longer than" in refused(path)


def test_two_files_of_one_name_are_refused(archive):
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(archive, "a") as found:
        found.writestr("archive.json", b"{}")
    assert "two files of one name" in refused(archive)


def test_a_damaged_file_is_refused(archive):
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as found:
        place = found.getinfo("jsonl/countries.jsonl").header_offset + 80
    content[place : place + 20] = b"\x00" * 20
    archive.write_bytes(bytes(content))
    assert "jsonl/countries.jsonl" in refused(archive)


@pytest.mark.parametrize(
    ("about", "problem"),
    [(b"{", "cannot be read"), (b"[]", "cannot be read"), (b'{"format":"x","version":1,"rows":{}}', "another format"),
     (b'{"format":"mahdar-archive","version":2,"rows":{}}', "update it"),
     (b'{"format":"mahdar-archive","version":1,"rows":{}}', "is missing"),
     (b'{"format":"mahdar-archive","version":1,"rows":{"users":1}}', "tables that there are not: users")],
)  # fmt: skip
def test_another_format_or_a_later_one_is_refused(archive, about, problem):
    path = tampered(archive, archive.with_name("x.zip"), lambda files: files.update({"archive.json": about}))
    assert problem in refused(path)


# ---------------------------------------------------------------------------------------------- beside what is there
def test_a_record_that_is_there_keeps_what_it_says_and_the_difference_is_told(archive):
    mine = factories.MeetingFactory(slug="in-paris", headline_ar="عنوان آخر")
    said = read_in(archive)
    mine.refresh_from_db()
    assert mine.headline_ar == "عنوان آخر"
    assert not mine.participations.exists()
    assert "1 meetings differ from the file and were left: in-paris" in said
    assert Official.objects.filter(slug="fuad").exists()


def test_an_official_that_is_there_takes_part_in_what_is_new(archive):
    mine = factories.OfficialFactory(slug="fuad", name_ar="فؤاد محمد حسين", review_state="draft")
    read_in(archive)
    mine.refresh_from_db()
    assert (mine.name_ar, mine.review_state) == ("فؤاد محمد حسين", "draft")
    assert list(Meeting.objects.of_official(mine).values_list("slug", flat=True)) == ["in-paris"]
    assert not mine.appointments.exists()


def test_a_place_and_a_report_are_known_by_more_than_their_addresses(archive):
    place = factories.PlaceFactory(slug="baghdad-here")
    article = factories.ArticleFactory(slug="here", url="https://example.org/a", raw_text=factories.REPORT)
    read_in(archive)
    meeting = Meeting.objects.get(slug="in-paris")
    assert (meeting.place, Place.objects.count()) == (place, 1)
    assert [source.article for source in meeting.sources.all()] == [article]
    assert Article.objects.count() == 1


def test_two_reports_of_one_page_become_the_one_that_is_there(archive):
    """Archives of earlier versions have one page twice, with and without www."""
    there = factories.ArticleFactory(slug="here", url="https://www.example.org/a/", raw_text="نص آخر تماما")

    def repeat(rows):
        rows.append({**rows[0], "slug": "again", "url": "http://example.org/a", "raw_text": "", "sha256": None})

    twice = with_rows(archive, "articles", repeat)
    twice = with_rows(twice, "sources", lambda rows: rows.append({**rows[0], "article": "again", "order": 1}))
    read_in(twice)
    assert [source.article for source in Meeting.objects.get(slug="in-paris").sources.all()] == [there]


def test_evidence_points_to_the_same_words_of_the_text_that_is_there(archive):
    text = f"مقدمة طويلة.\n{factories.REPORT}"
    factories.ArticleFactory(slug="a-report", raw_text=text)
    read_in(archive)
    mark = Evidence.objects.get()
    assert text[mark.start : mark.end] == mark.quote == "يوم الجمعة"
    assert mark.start == text.index("يوم الجمعة")


def test_a_quote_that_the_text_here_does_not_have_is_told_and_left_out(archive):
    factories.ArticleFactory(slug="a-report", raw_text="نص آخر تماما")
    assert "1 quotes are not in the texts" in read_in(archive)
    assert not Evidence.objects.exists()


def test_what_the_database_refuses_leaves_nothing_half_stored(archive, monkeypatch):
    """The checks before may one day know less than the database; then it is all or nothing too."""
    monkeypatch.setattr(
        "meetings.services.interchange.import_checks.Checker._check_evidence", lambda self, row, line: iter(())
    )
    path = with_rows(archive, "evidence", lambda rows: rows[0].update({"start": 0, "end": 10}))
    assert "The database refused a record" in refused(path)


def test_a_text_with_every_kind_of_letter_comes_back(archive, tmp_path):
    read_in(archive)
    text = "𝕏 كُردستان\u200f🤝\r\nسطر\tثان “اقتباس” \u2028 نهاية"
    factories.SourceFactory(meeting=Meeting.objects.get(), article=factories.ArticleFactory(slug="odd", raw_text=text))
    first = export(tmp_path / "b.zip", "--with-texts")
    empty_the_archive()
    read_in(tmp_path / "b.zip")
    article = Article.objects.get(slug="odd")
    assert (article.raw_text, article.sha256) == (text, hash_text(text))
    assert export(tmp_path / "c.zip", "--with-texts") == first


def test_records_that_break_the_rules_of_the_archive_are_counted(archive, tmp_path):
    """They are stored as the file has them; whoever imports them is told to look."""
    assert "Errors in the records" not in read_in(archive)
    empty_the_archive()

    def in_the_future(rows):
        for row in rows:
            row["date"] = "2199-01-01"

    said = read_in(with_rows(archive, "meetings", in_the_future))
    assert "Run check_archive to see them." in said
