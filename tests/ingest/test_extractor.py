"""Another extractor can take the place of ours."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from meetings.extraction.extractors import Extractor, RuleExtractor
from meetings.extraction.readings import MeetingReading, ParticipantReading, ReportReading
from meetings.ingest.extractor import get_extractor
from meetings.ingest.run import read_files, read_source
from meetings.ingest.sources import SourceText
from tests.commands.test_extract import SAMPLES, run

RAW = "استقبل الرئيس الفرنسي إيمانويل ماكرون المستشار الألماني أولاف شولتس في باريس."


class PhoneExtractor:
    """A small extractor: every report tells of one telephone call."""

    def read(
        self,
        raw: str,
        *,
        outlet_country: str | None = None,
        published: dt.date | None = None,
        dated_by_source: bool = False,
    ) -> ReportReading:
        report = ReportReading(raw, published=published)
        report.meetings.append(MeetingReading(kind="phone", participants=[ParticipantReading(side=outlet_country)]))
        return report


class Silent:
    """Not an extractor."""


@pytest.fixture
def phone_extractor(settings) -> None:
    settings.EXTRACTOR = "tests.ingest.test_extractor.PhoneExtractor"


def test_the_rules_read_by_default():
    read_by: Extractor = get_extractor()
    assert isinstance(read_by, RuleExtractor)
    assert [one.name for one in read_by.read(RAW).meetings[0].participants] == ["إيمانويل ماكرون", "أولاف شولتس"]


@pytest.mark.usefixtures("phone_extractor")
def test_imports_read_with_the_extractor_of_the_settings(tmp_path):
    published = dt.date(2024, 3, 14)
    report = read_source(SourceText(RAW, "report.txt", published=published))
    assert (report.meetings[0].kind, report.published) == ("phone", published)
    (tmp_path / "report.txt").write_text(RAW, encoding="utf-8")
    (reading,) = read_files([tmp_path / "report.txt"])
    assert reading.report.meetings[0].kind == "phone"


@pytest.mark.usefixtures("phone_extractor")
def test_commands_read_with_the_extractor_of_the_settings(tmp_path):
    (tmp_path / "report.txt").write_text(RAW, encoding="utf-8")
    (article,) = json.loads(run("extract", tmp_path, "--json"))
    assert article["meetings"][0]["kind"] == "phone"
    shown = run("evaluate_extraction", SAMPLES / "gold.json", SAMPLES / "texts")
    assert "meeting_recall             0.000" in shown


@pytest.mark.parametrize("path", ["nowhere.Extractor", "tests.ingest.test_extractor.Silent", "json.dumps"])
def test_a_setting_that_names_no_extractor(settings, path):
    settings.EXTRACTOR = path
    with pytest.raises(ImproperlyConfigured, match="MAHDAR_EXTRACTOR"):
        get_extractor()


class FailingExtractor:
    """An extractor with a fault: it fails on texts about Paris."""

    def read(self, raw: str, *, outlet_country=None, published=None, dated_by_source=False) -> ReportReading:
        if "باريس" in raw:
            raise IndexError("string index out of range")
        return ReportReading(raw)


def test_a_failing_extractor_leaves_the_other_articles(settings, tmp_path, caplog):
    settings.EXTRACTOR = f"{__name__}.FailingExtractor"
    for name, text in (("one", RAW), ("two", RAW.replace("باريس", "برلين"))):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    first, second = read_files(sorted(tmp_path.iterdir()))
    assert first.report is None
    assert "one.txt was not read" in first.error
    assert "IndexError" in first.error
    assert second.report is not None
    assert "The extractor failed" in caplog.text


def test_the_desk_gets_a_reading_without_meetings_from_a_failing_extractor(settings):
    settings.EXTRACTOR = f"{__name__}.FailingExtractor"
    report = read_source(SourceText(raw=RAW, name="paste.txt"))
    assert (report.raw, report.meetings) == (RAW, [])
    assert report.failure == "IndexError: string index out of range"
