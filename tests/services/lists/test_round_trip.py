"""Every list of the sample archive comes back without a change, also after a spreadsheet program has saved it."""

import csv
import io
import re
from datetime import datetime

import openpyxl
import pytest
from django.utils import translation

from meetings.admin.import_export.files import write_file
from meetings.models import Country
from meetings.services.lists.columns import choose_columns, find_columns, list_unknown
from meetings.services.lists.importing import import_list
from meetings.services.lists.kinds import TABLES
from meetings.services.lists.outcome import ImportOptions, ImportOutcome
from meetings.services.lists.reading import open_list
from tests.factories import PlaceFactory

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def export(kind: str, file: str) -> bytes:
    table = TABLES[kind]()
    records = TABLES[kind]._meta.model._default_manager.all()
    with write_file(file, table.headings(), table.rows(records), kind) as written:
        return written.read()


def check(kind: str, data: bytes) -> ImportOutcome:
    sheet = open_list("list", data)
    table = TABLES[kind]()
    found = find_columns(table, sheet.headings)
    assert not list_unknown(found, {})
    return import_list(kind, choose_columns(table, found, {}), sheet.batches, ImportOptions(is_dry_run=True))


def save_in_a_spreadsheet(data: bytes) -> bytes:
    """The workbook as a program saves it that makes dates of days, and numbers of what looks like them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.worksheets[0].iter_rows(min_row=2):
        for cell in row:
            text = str(cell.value or "")
            if DAY.fullmatch(text):
                cell.value = datetime.fromisoformat(text)
            elif text.isdecimal() and len(text) < 8:
                cell.value = float(text)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def write_semicolons(data: bytes) -> bytes:
    """The file as spreadsheets of some countries save it: semicolons, a byte order mark, lines that end with CR LF."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return text.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_an_export_comes_back_without_a_change(sample_archive, kind):
    count = TABLES[kind]._meta.model._default_manager.count()
    assert count
    for language, file, save in (
        ("ar", "csv", write_semicolons),
        ("ar", "xlsx", save_in_a_spreadsheet),
        ("en", "csv", bytes),
    ):
        with translation.override(language):
            data = save(export(kind, file))
        outcome = check(kind, data)
        assert outcome.mistakes == []
        assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 0, count)


def test_one_name_of_two_places_needs_the_address(sample_archive):
    with translation.override("ar"):
        PlaceFactory(slug="tn", city_ar="", city_en="", country=Country.objects.get(code="TN"))
        rows = "headline_ar,place,place_address\nلقاء,تونس,{}\n"
        (mistake,) = check("meeting", rows.format("").encode()).mistakes
        assert "tn, tn-tunis" in mistake.message.replace("،", ",")
        assert check("meeting", rows.format("tn-tunis").encode()).is_ready
        assert check("meeting", rows.format("iq-baghdad").encode()).mistakes


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_readers_export_changes_nothing(sample_archive, client, language, ending):
    prefix = "" if language == "ar" else "/en"
    response = client.get(f"{prefix}/meetings.{ending}")
    assert response.status_code == 200
    outcome = check("meeting", b"".join(response) if response.streaming else response.content)
    assert outcome.mistakes == []
    assert (outcome.new, outcome.changed) == (0, 0)
    assert outcome.unchanged > 50
