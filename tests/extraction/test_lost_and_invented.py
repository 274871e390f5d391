"""Readings that were lost or invented: prose that begins like a date line, a programme that is no medium."""

import pytest

from meetings.extraction.pipeline import read

MEETING = "استقبل وزير الخارجية العراقي فؤاد حسين في بغداد نظيره الأردني أيمن الصفدي."


@pytest.mark.parametrize(
    "prose",
    [
        "نشرت وزارة الخارجية في 14 مارس 2019 بيانا عن التعاون بين البلدين.",
        "تاريخ العلاقات بين البلدين يعود إلى 14 مارس 1932 حين افتتحت السفارة.",
    ],
)
def test_prose_that_begins_like_a_date_line_states_no_day_of_publication(prose):
    assert read(f"لقاء في بغداد\n\n{MEETING}\n\n{prose}").published is None


@pytest.mark.parametrize("subject", ["ملف", "برنامج"])
def test_talks_about_a_programme_are_not_an_interview(subject):
    text = (
        "أجرى وزير الخارجية الإيراني عباس عراقجي محادثات حول "
        f"{subject} إيران النووي مع وزير الخارجية التركي هاكان فيدان في أنقرة."
    )
    assert len(read(text).meetings) == 1


@pytest.mark.parametrize("kind", ["ثنائي", "أمني", "وزاري"])
def test_a_meeting_of_two_ministers_may_be_about_security(kind):
    text = f"جرى اجتماع {kind} بين وزير الداخلية العراقي عبد الأمير الشمري ووزير الداخلية التركي علي يرلي قايا."
    assert len(read(text).meetings) == 1


def test_an_interview_stays_one():
    assert read("قال وزير الخارجية العراقي فؤاد حسين في لقاء مع قناة الجزيرة إن بلاده تدعم الحوار.").meetings == []
