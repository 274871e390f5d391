"""Heads of state who grant an audience: "خص س ص باستقبال"."""

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import only_meeting, people

KING, PREMIER = "جلالة الملك محمد السادس", "رئيس الحكومة الإسبانية بيدرو سانشيز"
HOST_AND_GUEST = {"محمد السادس": ("MA", "host"), "بيدرو سانشيز": ("ES", "guest")}


@pytest.mark.parametrize(
    "raw",
    [
        f"خص {KING}، اليوم بالقصر الملكي بالرباط، {PREMIER} باستقبال.",
        f"خص {KING} {PREMIER} بمقابلة اليوم في الرباط.",
        f"خص {KING} بمقابلة صباح اليوم في القصر الملكي بالرباط {PREMIER} الذي يزور المغرب.",
        f"وصل {PREMIER} إلى الرباط. وخصه {KING} باستقبال.",
    ],
)
def test_an_audience_that_a_ruler_grants(raw):
    assert people(only_meeting(raw)) == HOST_AND_GUEST


def test_those_present_are_of_the_audience():
    raw = (
        f"خص {KING} {PREMIER} باستقبال في الرباط. وحضر الاستقبال السيدان ناصر بوريطة وزير الشؤون الخارجية "
        "ومحمد ياسين المنصوري المدير العام للدراسات والمستندات."
    )
    found = people(only_meeting(raw))
    assert found["ناصر بوريطة"] == ("MA", "attendee")
    assert found["محمد ياسين المنصوري"] == ("MA", "attendee")


@pytest.mark.parametrize("what", ["بالشكر", "بتحية خاصة", "بجزء من كلمته"])
def test_who_is_granted_something_else_was_not_received(what):
    assert read(f"خص {KING} {PREMIER} {what} أمس.").meetings == []


def test_a_verb_that_only_looks_like_it_states_no_audience():
    raw = f"قال {PREMIER} إن للزيارة هدفين لخصهما {KING} بمناسبة لقاء سابق."
    assert read(raw).meetings == []


def test_two_titles_of_one_head_of_state_with_a_comma_between_them():
    raw = (
        "استقبل رئيس المجلس العسكري الانتقالي، رئيس الدولة الفريق أول عبد الفتاح البرهان في الخرطوم "
        "السفير المصري لدى السودان حسام عيسى."
    )
    assert people(only_meeting(raw)) == {"عبد الفتاح البرهان": ("SD", "host"), "حسام عيسى": ("EG", "guest")}
