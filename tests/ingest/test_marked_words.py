"""What marked words state: names without titles, the most exact date, only sides and topics on record."""

from datetime import date

import pytest

from meetings.extraction.readings import PlaceReading
from meetings.ingest import marked_words
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    OfficialFactory,
    OfficialNameFactory,
    PlaceFactory,
    PositionFactory,
    TopicFactory,
)

PUBLISHED = date(2025, 3, 14)  # a Friday


@pytest.mark.parametrize(
    ("quote", "day", "precision"),
    [
        ("يوم الأربعاء", date(2025, 3, 12), "day"),
        ("في آذار 2025 على لقاء يوم الأربعاء", date(2025, 3, 12), "day"),
        ("في آذار 2025", date(2025, 3, 1), "month"),
        ("أمس الخميس 13 آذار", date(2025, 3, 13), "day"),
    ],
)
def test_the_most_exact_date_seen_from_the_day_of_publication(quote, day, precision):
    read = marked_words.read_date(quote, PUBLISHED)
    assert (read.day, read.precision) == (day, precision)
    assert read.explanation


def test_a_weekday_without_a_day_of_publication_is_not_clear():
    assert marked_words.read_date("يوم الأربعاء", None).day is None
    assert marked_words.read_date("ملف المياه", PUBLISHED) is None


@pytest.mark.django_db
class TestOnRecord:
    @pytest.fixture(autouse=True)
    def iraq(self):
        return CountryFactory(code="IQ", name_ar="العراق")

    def test_name_title_and_side_are_parted(self):
        read = marked_words.read_person("وزير الخارجية العراقي  فؤاد حسين")
        assert (read.name, read.title, read.side, read.match) == ("فؤاد حسين", "وزير الخارجية العراقي", "IQ", None)

    def test_words_without_a_known_name_are_the_name(self):
        assert marked_words.read_person("ملف  المياه").name == "ملف المياه"

    def test_the_title_tells_who_a_family_name_is(self, iraq):
        premier = OfficialFactory(name_ar="محمد شياع السوداني", name_en="")
        OfficialNameFactory(official=premier, name="محمد شياع السوداني")
        position = PositionFactory(code="iq-pm", title_ar="رئيس مجلس الوزراء العراقي", country=iraq)
        AppointmentFactory(official=premier, position=position, start=date(2022, 10, 27), end=None)
        read = marked_words.read_person("رئيس الوزراء العراقي محمد السوداني", day=PUBLISHED)
        assert read.match.official_id == premier.pk

    def test_sides_and_topics_are_those_on_record(self):
        TopicFactory(code="water", name_ar="المياه")
        assert marked_words.read_sides("بين العراق وفرنسا") == ["IQ"]
        assert marked_words.read_topics("ملف المياه") == ["water"]

    def test_a_place_of_the_gazetteer_or_else_of_the_archive(self, iraq):
        PlaceFactory(slug="iq-sarsang", city_ar="سرسنك", country=iraq)
        assert marked_words.read_places("في بغداد")[0].city == "بغداد"
        assert marked_words.read_places("في مصيف سرسنك") == [PlaceReading("سرسنك", "IQ")]
        assert marked_words.read_places("ملف المياه") == []

    def test_the_kind(self):
        assert marked_words.read_kind("اتصال هاتفي") == "phone"
        assert marked_words.read_kind("ملف المياه") is None
