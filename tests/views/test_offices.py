"""Every page says of an office whether it is held, has ended, or has no dates on record."""

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from meetings.exports.cards import _words
from meetings.queries import linked_data
from meetings.queries.fields.people import OFFICIAL
from meetings.queries.people import find_official
from meetings.search import rebuild_index
from tests.factories import AppointmentFactory, PositionFactory


@pytest.fixture
def former(archive):
    """Return an official whose only office has ended, in both languages."""
    position = PositionFactory(code="krg", title_ar="رئيس حكومة الإقليم", title_en="Prime Minister of the Region")
    AppointmentFactory(
        official=archive.nechirvan,
        position=position,
        start=date(2012, 1, 1),
        start_precision="year",
        end=date(2019, 6, 30),
        end_precision="month",
        source_url="https://en.wikipedia.org/wiki/Nechirvan_Barzani",
    )
    return archive.nechirvan


@pytest.fixture
def undated(archive):
    """Return an official whose office has no dates on record."""
    AppointmentFactory(official=archive.nechirvan, start=None, start_precision="unknown", end_precision="unknown")
    return archive.nechirvan


def page(client, path: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", client.get(path).content.decode()))


@pytest.mark.parametrize("path", ["/officials/", "/officials/nechirvan-barzani/", "/search/?q=Nechirvan"])
def test_an_office_that_has_ended_is_former(client, former, index, path):
    rebuild_index()
    assert "Former Prime Minister of the Region" in page(client, "/en" + path)
    assert "رئيس حكومة الإقليم سابقًا" in page(client, path)


def test_the_page_of_an_official_shows_the_dates_and_their_source(client, former):
    assert "former since" not in page(client, "/en/officials/nechirvan-barzani/")
    assert "former · from 2012 to June 2019 · Source" in page(client, "/en/officials/nechirvan-barzani/")
    assert "سابقًا · من 2012 إلى حزيران/يونيو 2019 · المصدر" in page(client, "/officials/nechirvan-barzani/")


@pytest.mark.parametrize("path", ["/officials/", "/officials/nechirvan-barzani/", "/search/?q=Nechirvan"])
def test_an_office_without_dates_says_so(client, undated, index, path):
    rebuild_index()
    assert "Minister of Foreign Affairs (dates not known)" in page(client, "/en" + path)
    assert "وزير الخارجية (التواريخ غير معروفة)" in page(client, path)


def test_the_card_says_former(former):
    with translation.override("en"):
        card = _words(SimpleNamespace(kind="official", ids=[1], about=find_official(former.slug)))
        assert card.under == "Former Prime Minister of the Region"


def test_linked_data_has_no_former_office_as_job_title(former):
    data = linked_data.describe_person(find_official(former.slug), lambda path: path)
    assert "jobTitle" not in data
    assert data["hasOccupation"][0]["endDate"] == "2019-06"
    AppointmentFactory(official=former, start=date(2019, 6, 10))
    assert linked_data.describe_person(find_official(former.slug), lambda path: path)["jobTitle"] == ["وزير الخارجية"]


@pytest.mark.parametrize(("fixture", "holding"), [("former", "former"), ("undated", "unknown")])
def test_the_api_says_whether_an_office_is_held(request, fixture, holding):
    official = request.getfixturevalue(fixture)
    official.meetings_count = 0
    record = json.loads(json.dumps(OFFICIAL.record(find_official(official.slug))))
    assert [one["holding"] for one in record["appointments"]] == [holding]
