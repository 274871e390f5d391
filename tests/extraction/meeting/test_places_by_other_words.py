"""Places of meeting that the words give without the city's name, or that are no place of the meeting."""

import pytest

from tests.extraction.helpers import only_meeting

MACRON, SUDANI = "الرئيس الفرنسي إيمانويل ماكرون", "رئيس الوزراء العراقي محمد شياع السوداني"


def city(raw: str) -> tuple[str | None, str | None]:
    place = only_meeting(raw).place
    return (place.city, place.country) if place is not None else (None, None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("في العاصمة الإيطالية", ("روما", "IT")),
        ("بالعاصمة الأردنية", ("عمّان", "JO")),
        ("في العاصمة القطرية الدوحة", ("الدوحة", "QA")),
        ("في مطار بغداد الدولي", ("بغداد", "IQ")),
        ("بمطار بيروت", ("بيروت", "LB")),
    ],
)
def test_capitals_by_their_nation_and_airports_by_their_city(words, found):
    assert city(f"التقى {MACRON} {SUDANI} {words} أمس.") == found


def test_here_is_the_city_of_the_dateline():
    assert city(f"قمة في نيروبي\n\nنيروبي 3 مايو 2024 (شينخوا) التقى {MACRON} {SUDANI} هنا يوم الجمعة.") == (
        "نيروبي",
        "KE",
    )


def test_a_place_of_which_they_spoke_is_not_where_they_met():
    raw = f"التقى {MACRON} {SUDANI} أمس. وكانت صلات بغداد بطهران حاضرة في المحادثات."
    assert city(raw)[0] is None


def test_a_verb_of_holding_gives_the_place_in_the_next_sentence():
    assert city(f"التقى {MACRON} {SUDANI} أمس. وتم اللقاء في باريس.") == ("باريس", "FR")


def test_congratulations_are_not_spelled_as_here():
    raw = f"لقاء فرنسي عراقي\n\nنيروبي 3 مايو 2024 (شينخوا) التقى {MACRON} {SUDANI} الذي هنأ فرنسا."
    assert city(raw)[0] is None


@pytest.mark.parametrize(
    "before",
    [
        "تسلم السوداني دعوة للقيام بزيارة رسمية إلى باريس.",
        "كان ماكرون في طريق العودة إلى باريس.",
    ],
)
def test_the_goal_of_another_journey_is_no_place_of_the_meeting(before):
    assert city(f"{before} والتقى {SUDANI} {MACRON}.")[0] is None


def test_a_place_in_the_headline_where_somebody_else_is():
    raw = (
        "غوتيريش في الرياض لبحث الملف اليمني وماكرون يدعو إلى الحوار\n\n"
        "وصل الأمين العام للأمم المتحدة أنطونيو غوتيريش إلى المملكة. "
        f"وفي سياق آخر، التقى {MACRON} وزير الخارجية السعودي فيصل بن فرحان على هامش القمة."
    )
    assert city(raw)[0] is None
