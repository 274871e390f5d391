"""Places that stand in apposition, and officials of what lies within a state."""

import pytest

from meetings.extraction.pipeline import read


@pytest.mark.parametrize(
    "where", ["في العاصمة الفرنسية، باريس،", "في العاصمة الفرنسية باريس", "بالعاصمة الفرنسية، باريس،"]
)
def test_a_capital_named_behind_a_comma(where: str):
    text = f"التقى وزير الخارجية العراقي فؤاد حسين نظيره المصري بدر عبد العاطي {where} وبحثا العلاقات الثنائية."
    (meeting,) = read(text).meetings
    assert (meeting.place.city, meeting.place.country) == ("باريس", "FR")


def test_heads_within_a_state_speak_for_it():
    text = (
        "استقبل أمير دولة قطر الشيخ تميم بن حمد آل ثاني، رئيس جمهورية الشيشان رمضان قاديروف في الدوحة، وبحثا التعاون."
    )
    (meeting,) = read(text).meetings
    assert {one.side for one in meeting.participants} == {"QA", "RU"}
