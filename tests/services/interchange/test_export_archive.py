"""What leaves with an archive, and what never does."""

import csv
import io
import json
import os
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Article, OldAddress
from meetings.services.interchange.export_excerpts import make_excerpt
from meetings.services.interchange.tables import TABLES
from tests import factories
from tests.commands.archives import contents, empty_the_archive, export, read_in, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

SECRET = "سر لا يخرج"


@pytest.fixture
def archive(django_user_model):
    """One published meeting with a bit of everything, and drafts of every kind around it."""
    editor = django_user_model.objects.create_user("the-editor", password="x")
    kurdistan = factories.CountryFactory(
        code="IQ-KRI", name_ar="إقليم كردستان", name_en="Kurdistan Region", parent=factories.CountryFactory()
    )
    official = factories.OfficialFactory(slug="fuad", notes=SECRET)
    factories.OfficialNameFactory(official=official, name="Fuad Hussein", script="Latn")
    factories.AppointmentFactory(official=official, start=date(2020, 6, 1), start_precision="month")
    hidden = factories.OfficialFactory(slug="hidden", name_ar="هاكان فيدان", review_state="draft", notes=SECRET)
    meeting = factories.MeetingFactory(slug="in-paris", place=factories.PlaceFactory(), notes=SECRET, confidence=0.75)
    part = factories.ParticipationFactory(meeting=meeting, official=official, position=factories.PositionFactory())
    factories.ParticipationFactory(meeting=meeting, official=hidden, country=kurdistan)
    topic = factories.MeetingTopicFactory(meeting=meeting).topic
    article = factories.ArticleFactory(slug="a-report", url="https://example.org/a", file_name=SECRET)
    factories.SourceFactory(meeting=meeting, article=article)
    factories.EvidenceFactory(meeting=meeting, article=article, author=editor)
    factories.EvidenceFactory(
        meeting=meeting, article=article, fact="participant", quote="فؤاد حسين", participation=part
    )
    factories.EvidenceFactory(meeting=meeting, article=article, fact="topic", quote="𝕏 التّعاون", topic=topic)
    factories.DisagreementFactory(meeting=meeting, article=article)
    OldAddress.objects.create(kind="meeting", slug="paris-talks", record_id=meeting.pk)
    draft = factories.MeetingFactory(slug="not-yet", headline_ar=SECRET, review_state="draft")
    factories.ParticipationFactory(meeting=draft, official=hidden, title_ar=SECRET)
    other = factories.ArticleFactory(slug="unpublished", headline=SECRET, outlet__code="secret", outlet__name_ar=SECRET)
    factories.SourceFactory(meeting=draft, article=other)
    factories.EvidenceFactory(meeting=draft, article=article, fact="place", quote="باريس")
    OldAddress.objects.create(kind="official", slug="secret-address", record_id=hidden.pk)
    return meeting


def everything(path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("options", [(), ("--with-texts",)])
def test_what_is_not_public_never_leaves(archive, tmp_path, options):
    export(tmp_path / "a.zip", *options)
    text = everything(tmp_path / "a.zip")
    for private in (SECRET, "not-yet", '"hidden"', "unpublished", "the-editor", "secret-address"):
        assert private not in text
    assert "هاكان فيدان" in text  # as on the meeting's page, and no more than the name
    (_, part) = rows(tmp_path / "a.zip", "participations")
    assert (part["official"], part["name_as_written"]) == (None, "هاكان فيدان")


def test_of_an_outlets_text_only_the_quoted_words_leave(archive, tmp_path):
    export(tmp_path / "a.zip")
    (article,) = rows(tmp_path / "a.zip", "articles")
    assert article["raw_text"] == "فؤاد حسين […] يوم الجمعة […] 𝕏 التّعاون\n(https://example.org/a)"
    assert article["text_kind"] == "excerpt"
    for mark in rows(tmp_path / "a.zip", "evidence"):
        assert article["raw_text"][mark["start"] : mark["end"]] == mark["quote"]
    assert "وبحث الوزيران" in Article.objects.get(slug="a-report").raw_text
    assert "وبحث الوزيران" not in everything(tmp_path / "a.zip")


def test_with_texts_they_leave_whole(archive, tmp_path):
    export(tmp_path / "a.zip", "--with-texts")
    (article,) = rows(tmp_path / "a.zip", "articles")
    assert article["raw_text"] == Article.objects.get(slug="a-report").raw_text
    assert article["text_kind"] == "original"


@pytest.mark.parametrize("options", [(), ("--with-texts",)])
def test_an_archive_comes_back_equal(archive, tmp_path, options):
    first = export(tmp_path / "first.zip", *options)
    empty_the_archive()
    read_in(tmp_path / "first.zip")
    assert export(tmp_path / "second.zip", *options) == first
    there = contents()
    assert [row["slug"] for row in there["old_addresses"]] == ["paris-talks"]
    assert len(there["evidence"]) == 3
    assert len(there["disagreements"]) == 1


def test_the_same_archive_gives_the_same_bytes(archive, tmp_path):
    assert export(tmp_path / "a.zip") == export(tmp_path / "b.zip")


def test_csv_and_json_lines_have_the_same_rows_and_no_formula(archive, tmp_path):
    archive.headline_en = "=1+1"
    archive.save()
    export(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        counts = json.loads(found.read("archive.json"))["rows"]
        for table in TABLES:
            text = found.read(f"csv/{table.name}.csv").decode("utf-8-sig")
            cells = list(csv.DictReader(io.StringIO(text, newline="")))
            records = rows(tmp_path / "a.zip", table.name)
            assert len(cells) == len(records) == counts[table.name]
            for row, record in zip(cells, records, strict=True):
                assert list(row) == list(record)
                for name, value in record.items():
                    if isinstance(value, str):
                        assert row[name].removeprefix("'") == value
                    elif value is None:
                        assert row[name] == ""
        (meeting,) = csv.DictReader(io.StringIO(found.read("csv/meetings.csv").decode("utf-8-sig"), newline=""))
        assert meeting["headline_en"] == "'=1+1"


def test_every_table_and_column_is_explained_in_both_languages(archive, tmp_path):
    export(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        for name, word in (("README.ar.md", "أرشيف"), ("README.en.md", "archive")):
            text = found.read(name).decode()
            assert word in text
            for table in TABLES:
                part = text.partition(f"### {table.name}:")[2].partition("###")[0]
                for column in table.columns:
                    assert f"| `{column.name}` |" in part, (table.name, column.name)
        assert "Creative Commons Attribution 4.0" in found.read("LICENSE.txt").decode()
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in found.infolist())


def test_a_new_field_is_looked_at_before_it_leaves():
    """Whoever adds a field to a record decides here whether the public gets it."""
    assert {table.name: [column.name for column in table.columns] for table in TABLES} == {
        "countries": ["code", "name_ar", "name_en", "parent", "names", "demonyms"],
        "organisations": ["code", "name_ar", "name_en", "names", "kind"],
        "topics": ["code", "name_ar", "name_en"],
        "outlets": ["code", "name_ar", "name_en", "country", "domain", "other_domains"],
        "places": ["slug", "city_ar", "city_en", "kind", "country", "region"],
        "positions": ["code", "country", "organisation", "title_ar", "title_en"],
        "officials": ["slug", "name_ar", "name_en", "created_at", "updated_at"],
        "names": ["official", "name", "script", "language", "kind"],
        "appointments": ["official", "position", "start", "start_precision", "end", "end_precision", "source_url"],
        "articles": ["slug", "outlet", "original_outlet", "url", "headline", "headline_wording", "language", "raw_text",
                     "text_kind", "sha256", "published_on", "published_basis", "published_words",
                     "date_statements", "created_at"],
        "meetings": ["slug", "kind", "date", "date_end", "date_precision", "date_basis", "date_explanation", "place",
                     "venue_ar", "venue_en", "occasion_ar", "occasion_en", "headline_ar", "headline_en",
                     "headline_ar_wording", "headline_en_wording", "summary_ar",
                     "summary_en", "confidence", "created_at", "updated_at", "published_at"],
        "participations": ["meeting", "order", "country", "organisation", "official", "position", "name_as_written",
                           "title_ar", "title_en", "is_group", "role", "basis"],
        "meeting_topics": ["meeting", "topic", "rank"],
        "edited_facts": ["meeting", "fact", "participation", "topic", "editor_name", "edited_at"],
        "sources": ["meeting", "article", "order"],
        "evidence": ["meeting", "article", "fact", "start", "end", "participation", "topic", "quote", "rule",
                     "inferred"],
        "disagreements": ["meeting", "article", "fact", "said", "recorded", "settled"],
        "identifiers": ["scheme", "value", "official", "position", "place", "outlet", "country", "organisation"],
        "attachments": ["meeting", "article", "sha256", "order", "kind", "size", "width", "height", "title_ar",
                        "title_en", "alt_ar", "alt_en", "creator", "licence", "source_url", "taken_on"],
        "old_addresses": ["kind", "slug", "created_at", "record"],
    }  # fmt: skip


def test_a_file_is_not_replaced_unasked(archive, tmp_path):
    path = tmp_path / "a.zip"
    path.write_text("something dear")
    with pytest.raises(CommandError, match="there already"):
        call_command("export_archive", path)
    assert path.read_text() == "something dear"
    with pytest.raises(CommandError, match="no folder"):
        call_command("export_archive", tmp_path / "none" / "a.zip")


def test_what_a_killed_export_left_is_deleted_later(archive, tmp_path, monkeypatch):
    def die(*args, **options):  # as a process that is killed: nothing after it runs
        raise KeyboardInterrupt

    target, other = tmp_path / "archive.zip", tmp_path / ".archive.zip.old"
    other.touch()
    with monkeypatch.context() as killed:
        killed.setattr("pathlib.Path.replace", die)
        killed.setattr("pathlib.Path.unlink", die)
        with pytest.raises(KeyboardInterrupt):
            call_command("export_archive", str(target))
    (left,) = set(tmp_path.iterdir()) - {other}
    call_command("export_archive", str(target))
    assert left.exists()  # perhaps another export is at work
    for path in (left, other):
        os.utime(path, (1_000_000, 1_000_000))
    call_command("export_archive", str(target), force=True)
    assert set(tmp_path.iterdir()) == {target, other}


def test_nothing_is_left_behind_where_the_archive_keeps_changing(archive, tmp_path, monkeypatch):
    numbers = iter(range(100))
    monkeypatch.setattr("meetings.services.interchange.export_packing.state", lambda: next(numbers))
    with pytest.raises(CommandError, match="changed while"):
        call_command("export_archive", tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("spans", "text"),
    [([], ""), ([(0, 3)], "abc\n(x)"), ([(0, 3), (1, 5)], "abcde\n(x)"), ([(6, 8), (0, 2)], "ab […] gh\n(x)"),
     ([(0, 8), (2, 4)], "abcdefgh\n(x)")],
)  # fmt: skip
def test_an_excerpt_keeps_every_quoted_word(spans, text):
    short = make_excerpt("abcdefgh", spans, "x")
    assert short.text == text
    for start, end in spans:
        first, last = short.moved(start, end)
        assert short.text[first:last] == "abcdefgh"[start:end]
