"""The sentence of a search that names parties without a recorded meeting."""

import datetime

import pytest
from django.utils import translation

from meetings.search import SearchRequest, describe_unrecorded, rebuild_index, search
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(index):
    france = factories.CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
    iraq = factories.CountryFactory(code="IQ", name_ar="العراق", name_en="Iraq")
    factories.CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")
    meeting = factories.MeetingFactory(date=datetime.date(2021, 3, 30), headline_ar="لقاء في الإليزيه")
    for name_ar, name_en, side in (("إيمانويل ماكرون", "Emmanuel Macron", france), ("برهم صالح", "Barham Salih", iraq)):
        official = factories.OfficialFactory(name_ar=name_ar, name_en=name_en)
        factories.ParticipationFactory(meeting=meeting, official=official, country=side)
    rebuild_index()


def ask(query: str) -> tuple[str, str] | None:
    with translation.override("en"):
        found = describe_unrecorded(search(SearchRequest(query)))
    return (found.sentence, found.address) if found else None


@pytest.mark.parametrize(
    ("query", "sentence", "address"),
    [
        ("فرنسا إيطاليا", "The archive has no meeting between France and Italy.", "/between/fr/it/"),
        ("France Iraq 2019", "The archive has no meeting between France and Iraq for “2019”.", "/between/fr/iq/"),
        ("إيطاليا", "The archive has no meeting of Italy.", ""),
        ("ماكرون 2019", "The archive has no meeting of Emmanuel Macron for “2019”.", ""),
        ("رئيس إيطاليا", "The archive has no meeting of “رئيس إيطاليا”.", ""),
    ],
)
def test_what_is_not_recorded_is_said(archive, query, sentence, address):
    found = ask(query)
    assert found is not None
    assert found[0] == sentence
    assert found[1].removeprefix("/en") == address


@pytest.mark.parametrize("query", ["فرنسا العراق", "ماكرون 2021", "زرافة", "ماكرون زرافة", "", "2019"])
def test_nothing_is_said_of_other_searches(archive, query):
    assert ask(query) is None
