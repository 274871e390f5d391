"""The sentence of a search that names parties without a recorded meeting."""

import datetime

import pytest
from django.utils import translation

from meetings.models import Official
from meetings.search import SearchRequest, describe_unrecorded, label_part, rebuild_index, search
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(index):
    france = factories.CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
    iraq = factories.CountryFactory(code="IQ", name_ar="العراق", name_en="Iraq")
    factories.CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")
    meeting = factories.MeetingFactory(date=datetime.date(2021, 3, 30), headline_ar="لقاء في الإليزيه")
    for name_ar, name_en, side in (("إيمانويل ماكرون", "Emmanuel Macron", france), ("برهم صالح", "Barham Salih", iraq)):
        slug = name_en.split()[1].lower()
        official = factories.OfficialFactory(name_ar=name_ar, name_en=name_en, slug=slug)
        factories.ParticipationFactory(meeting=meeting, official=official, country=side)
    later = factories.MeetingFactory(date=datetime.date(2009, 5, 1), headline_ar="لقاء في صنعاء")
    saleh = factories.OfficialFactory(name_ar="علي عبد الله صالح", name_en="Ali Abdullah Saleh", slug="saleh")
    factories.ParticipationFactory(meeting=later, official=saleh, country=iraq)
    rebuild_index()


def ask(query: str, **filters) -> tuple[str, str] | None:
    with translation.override("en"):
        found = describe_unrecorded(search(SearchRequest(query, **filters)))
    return (found.sentence, found.address) if found else None


@pytest.mark.parametrize(
    ("query", "sentence", "address"),
    [
        ("فرنسا إيطاليا", "The archive has no meeting between France and Italy.", "/between/fr/it/"),
        ("France Iraq 2019", "The archive has no meeting between France and Iraq for “2019”.", "/between/fr/iq/"),
        ("إيطاليا", "The archive has no meeting of Italy.", ""),
        ("ماكرون 2019", "The archive has no meeting of Emmanuel Macron for “2019”.", ""),
        ("رئيس إيطاليا", "The archive has no meeting of “رئيس إيطاليا”.", ""),
        ("ماكرون إيطاليا", "The archive has no meeting between Emmanuel Macron and Italy.", "/between/it/macron/"),
        ("رئيس العراق إيطاليا", "The archive has no meeting between “رئيس العراق” and Italy.", ""),
        ("صالح إيطاليا", "The archive has no meeting between “صالح” and Italy.", ""),  # two of that name
        ("إيطاليا إيطاليا", "The archive has no meeting between Italy and Italy.", ""),
        ("France Italy Iraq", "The archive has no meeting of France, Italy, Iraq together.", ""),
        ("France Italy Iraq 2019", "The archive has no meeting of France, Italy, Iraq together for “2019”.", ""),
    ],
)
def test_what_is_not_recorded_is_said(archive, query, sentence, address):
    found = ask(query)
    assert found is not None
    assert found[0] == sentence
    assert found[1].removeprefix("/en") == address


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"country": ("IT",)}, "The archive has no meeting between Emmanuel Macron and Italy."),
        ({"country": ("IT", "IQ")}, "The archive has no meeting of Emmanuel Macron, Italy, Iraq together."),
        ({"year": ("2019",)}, "The archive has no meeting of Emmanuel Macron for “2019”."),
        ({"kind": ("phone",)}, "The archive has no meeting of Emmanuel Macron for “telephone call”."),
    ],
)
def test_filters_are_part_of_what_is_not_recorded(archive, filters, sentence):
    with translation.override("en"):
        found = describe_unrecorded(search(SearchRequest("ماكرون", chosen=filters)))
    assert found is not None
    assert found.sentence == sentence


def test_days_are_part_of_it_and_alternatives_say_nothing(archive):
    late = datetime.date(2025, 1, 1)
    with translation.override("en"):
        found = describe_unrecorded(search(SearchRequest("ماكرون", date_from=late, date_to=late)))
        assert found is not None
        assert found.sentence == (
            "The archive has no meeting of Emmanuel Macron for “since 01/01/2025, until 01/01/2025”."
        )
        either = SearchRequest("ماكرون", chosen={"country": ("IT", "XX")}, any_of=frozenset(("country",)))
        assert describe_unrecorded(search(either)) is None


@pytest.mark.parametrize("query", ["فرنسا العراق", "ماكرون 2021", "زرافة", "ماكرون زرافة", "", "2019"])
def test_nothing_is_said_of_other_searches(archive, query):
    assert ask(query) is None


def test_nothing_is_said_where_a_filter_could_not_be_read(archive):
    assert ask("إيطاليا") is not None
    assert ask("إيطاليا", is_unreadable=True) is None


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("فرنسا 2019", ["France", "2019"]),
        ("رئيس إيطاليا", ["رئيس إيطاليا"]),
        ("صالح", ["صالح"]),
        ("ماكرون", ["Emmanuel Macron"]),
    ],
)
def test_a_part_is_labelled_by_its_one_record_or_as_typed(archive, query, labels):
    with translation.override("en"):
        assert [label_part(part) for part in search(SearchRequest(query)).parts] == labels


def test_a_part_whose_record_is_gone_is_labelled_as_typed(archive):
    (part,) = search(SearchRequest("ماكرون")).parts
    Official.objects.filter(slug="macron").update(review_state="draft")
    assert label_part(part) == "ماكرون"
