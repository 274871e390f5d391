"""Values of versions in words: names instead of numbers, what is gone, and nothing where there is nothing."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from meetings.models import Article, Evidence, Meeting, Outlet, Participation, Place, Position
from meetings.services.history import recorded
from meetings.services.history.listed_articles import _listed, _MeetingState, find_changed_while_listed
from meetings.services.history.values import Values, _in_words, _joined, get_record_name, load_names_of
from tests.factories import CountryFactory, MeetingFactory, OfficialFactory, PlaceFactory


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def field(model, name: str):
    return model._meta.get_field(name)


# ------------------------------------------------------------------------------------------------------------- in words
@pytest.mark.parametrize(
    ("model", "name", "value", "words"),
    [
        (Participation, "order", 0, "1"),
        (Evidence, "start", 0, "0"),
        (Meeting, "confidence", 0.5, "0.50"),
        (Participation, "is_group", True, "yes"),
        (Participation, "is_group", False, "no"),
        (Article, "url", "https://example.org/%D8%A3", "https://example.org/أ"),
        (Meeting, "slug", "x", "x"),
    ],
)
def test_a_value_in_words(model, name, value, words):
    assert _in_words(field(model, name), value, {}) == words


@pytest.mark.parametrize(("precision", "has_day"), [("day", True), ("month", False), (None, True)])
def test_a_day_is_as_exact_as_it_is_known(precision, has_day):
    row = {"date_precision": precision} if precision else {}
    assert ("17" in _in_words(field(Meeting, "date"), "2023-11-17", row)) is has_day


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["a", "b"], "a, b"),
        ([], ""),
        ("a", "a"),
        ({"b": ["x", "y"], "a": "z"}, "z, x, y"),
    ],
)
def test_names_as_one_text(value, text):
    assert _joined(value) == text


def test_nothing_is_shown_of_nothing_and_something_of_nought():
    values = Values("meeting", [])
    assert [values.shown(field(Meeting, "slug"), {"slug": value}) for value in (None, "", "x")] == ["", "", "x"]
    assert values.shown(field(Meeting, "confidence"), {"confidence": 0}) == "0.00"
    assert values.shown(field(Meeting, "kind"), {"kind": "visit"}) == "visit"
    assert values.shown(field(Meeting, "kind"), {"kind": "gone"}) == "gone"
    assert values.shown(field(Meeting, "kind"), {}) == ""


# ---------------------------------------------------------------------------------------------------------------- names
def person(**values) -> dict:
    row = {"id": 5, "official_id": None, "position_id": None, "country_id": None, "organisation_id": None}
    return {**row, "name_as_written": "", "title_ar": "", "title_en": "", **values}


def values_of(*parts: dict) -> Values:
    parts_of_it = {"participations": list(parts)}
    return Values("meeting", [{"fields": {}, "parts": parts_of_it}, None])


@pytest.mark.django_db
def test_a_participant_is_called_by_a_name_or_the_title_with_the_side():
    iraq, official = CountryFactory(), OfficialFactory(name_en="Fuad Hussein")
    rows = [
        (person(official_id=official.pk, name_as_written="زيد", country_id=iraq.pk), "Fuad Hussein – Iraq"),
        (person(name_as_written="زيد", title_en="Minister"), "زيد"),
        (person(title_en="Minister", country_id=iraq.pk), "Minister – Iraq"),
        (person(title_en="Minister of Iraq", country_id=iraq.pk), "Minister of Iraq"),
        (person(official_id=0, country_id=iraq.pk), "a record that no longer exists (number 0) – Iraq"),
    ]
    for row, name in rows:
        assert values_of(row).participant(row) == name


@pytest.mark.django_db
def test_a_mark_names_its_participant():
    values = values_of(person(name_as_written="زيد"))
    assert values.value("evidence", "participation", {"participation_id": 5}) == "زيد"
    assert values.value("evidence", "participation_id", {"participation_id": 6}) == (
        "a participant who no longer exists"
    )
    assert values.value("evidence", "participation", {"participation_id": None}) == ""


@pytest.mark.django_db
def test_deleted_records_have_the_name_of_their_last_version():
    place, there = PlaceFactory(slug="a", city_ar="أ", city_en="Aleppo"), PlaceFactory(slug="b", city_en="Basra")
    pk = place.pk
    with recorded(None):
        place.city_en = "Acre"
        place.save()
    with recorded(None):
        place.delete()
    found = load_names_of(Place, [pk, there.pk, 987654])
    assert found.keys() == {pk, there.pk}
    assert found[pk].startswith("Acre")
    assert found[pk].endswith("(deleted)")
    assert found[there.pk].startswith("Basra")
    assert "deleted" not in found[there.pk]
    assert load_names_of(User, [987654]) == {}


def test_the_name_of_a_record():
    outlet = Outlet(name_en="INA")
    assert get_record_name(Article(slug="a", headline="In Paris", headline_wording="outlet", outlet=outlet)) == (
        "In Paris (INA)"
    )
    assert get_record_name(Article(slug="a", headline="In Paris", headline_wording="outlet")) == "In Paris"
    assert "a" in get_record_name(Article(slug="a", outlet=outlet))
    assert get_record_name(User(username="salma", first_name="Salma", last_name="Editor")) == "Salma Editor"
    assert get_record_name(User(username="salma")) == "salma"
    assert get_record_name(Meeting(slug="in-paris")) == "in-paris"
    assert "Minister" in get_record_name(Position(title_en="Minister"))


# ------------------------------------------------------------------------------------------------------- listed reports
NOON = datetime.datetime(2025, 3, 13, 12, tzinfo=datetime.UTC)
ACTION, OTHER = uuid.uuid4(), uuid.uuid4()


def state(pk: int, **values) -> _MeetingState:
    row = {"meeting": 1, "action": OTHER, "change": "changed", "review_state": "published"}
    return _MeetingState(**{"pk": pk, **row, "sources": [{"article_id": 7}], **values})


@pytest.mark.parametrize(
    ("values", "is_listed"),
    [
        ({}, True),
        ({"review_state": "draft"}, False),
        ({"change": "deleted"}, False),
        ({"sources": [{"article_id": 8}]}, False),
        ({"sources": [{"article_id": 8}, {"article_id": 7}]}, True),
        ({"sources": []}, False),
        ({"sources": None}, False),
    ],
)
def test_a_public_meeting_lists_its_reports(values, is_listed):
    assert state(1, **values).lists(7) is is_listed


@pytest.mark.parametrize(
    ("published", "history", "is_listed"),
    [
        (None, [], False),
        (NOON, [], False),
        (NOON + datetime.timedelta(hours=1), [], False),
        (NOON - datetime.timedelta(hours=1), [], True),
        (NOON - datetime.timedelta(hours=1), [state(4)], True),
        (NOON - datetime.timedelta(hours=1), [state(4, review_state="draft")], False),
        (NOON - datetime.timedelta(hours=1), [state(3), state(4, sources=[])], False),
        (NOON - datetime.timedelta(hours=1), [state(3, sources=[]), state(4)], True),
        (NOON - datetime.timedelta(hours=1), [state(5)], False),
        (NOON - datetime.timedelta(hours=1), [state(6)], False),
        (NOON - datetime.timedelta(hours=1), [state(6, change="kept")], True),
        (NOON - datetime.timedelta(hours=1), [state(6, change="kept", review_state="draft")], False),
        (NOON - datetime.timedelta(hours=1), [state(3, sources=[]), state(4, action=ACTION)], False),
    ],
)
def test_a_report_was_shown_if_the_meeting_listed_it_just_before(published, history, is_listed):
    version = SimpleNamespace(pk=5, record_id=7, made_at=NOON, action=ACTION)
    assert _listed(version, history, published) is is_listed


@pytest.mark.django_db
def test_versions_of_other_records_are_not_asked_about(django_assert_num_queries):
    with recorded(None):
        meeting = MeetingFactory()
    with django_assert_num_queries(0):
        assert find_changed_while_listed([SimpleNamespace(kind="meeting", record_id=meeting.pk, pk=1)]) == set()
