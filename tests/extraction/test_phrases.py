"""What a few marked words mean by themselves."""

import pytest

from meetings.extraction.phrases import look_up_meaning
from meetings.extraction.readings import PlaceReading


@pytest.mark.parametrize(
    ("quote", "city", "country", "venue"),
    [
        ("في باريس", "باريس", "FR", None),
        ("بِبَغداد،", "بغداد", "IQ", None),
        ("العاصمة الفرنسية باريس، فرنسا", "باريس", "FR", None),
        ("في قصر الاليزيه", "باريس", "FR", "قصر الإليزيه"),
        ("ألمانيا", None, "DE", None),
    ],
)
def test_places(quote, city, country, venue):
    assert look_up_meaning(quote).places[0] == PlaceReading(city, country, venue)


@pytest.mark.parametrize(
    ("quote", "sides"),
    [
        ("الفرنسي", ["FR"]),
        ("نظيره التركي", ["TR"]),
        ("الأمين العام للأمم المتحدة", ["UN"]),
        ("إقليم كوردستان", ["IQ-KRI"]),
        ("رئيس الجمهورية", []),
    ],
)
def test_sides(quote, sides):
    assert look_up_meaning(quote).sides == sides


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("في اتصال هاتفي", "phone"),
        ("عبر تقنية الفيديو", "video"),
        ("القمة الثلاثية", "summit"),
        ("استقبل", "in-person"),
        ("التعاون", None),
    ],
)
def test_kinds(quote, kind):
    assert next(iter(look_up_meaning(quote).kinds), None) == kind


def test_topics():
    assert look_up_meaning("سبل تعزيز العلاقات الثنائية ومكافحة الإرهاب").topics == ["bilateral", "terror"]


@pytest.mark.parametrize("quote", ["", "،", "𝕏 🇮🇶", "كلمة لا تعني شيئا", "\u200f\u200d"])
def test_words_that_mean_none_of_these(quote):
    found = look_up_meaning(quote)
    assert (found.places, found.sides, found.kinds, found.topics) == ([], [], [], [])
