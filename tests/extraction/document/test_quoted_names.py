"""Names in quotation marks: the marks say nothing, and the words are read as if they were not there."""

import pytest

from meetings.extraction.document.annotated_text import read_text
from tests.extraction.helpers import only_meeting, people

PRESS = "التقى الرئيس المصري «عبد الفتاح السيسي»، نظيره الفرنسي «إيمانويل ماكرون» في القاهرة."


@pytest.mark.parametrize(
    "raw",
    [
        PRESS,
        PRESS.replace("«", '"').replace("»", '"'),
        PRESS.replace("«", "“").replace("»", "”"),
        "استقبل الرئيس المصري، «عبد الفتاح السيسي»، في القاهرة الرئيس الفرنسي، «إيمانويل ماكرون».",
        "اجتمع الرئيس المصري «عبد الفتاح السيسي» بـ«إيمانويل ماكرون» الرئيس الفرنسي في القاهرة.",
    ],
)
def test_names_in_marks_are_those_of_the_titles_before_them(raw):
    assert {(name, side) for name, (side, _) in people(only_meeting(raw)).items()} == {
        ("عبد الفتاح السيسي", "EG"),
        ("إيمانويل ماكرون", "FR"),
    }


def test_a_surname_in_marks_is_a_name_where_the_text_has_the_whole_name():
    raw = (
        "وصل الرئيس الفرنسي إيمانويل ماكرون إلى القاهرة أمس. "
        "واستقبل الرئيس المصري عبد الفتاح السيسي «ماكرون» في المطار."
    )
    assert set(people(only_meeting(raw))) == {"إيمانويل ماكرون", "عبد الفتاح السيسي"}


@pytest.mark.parametrize(
    "said", ["«لقاء مثمر»", "«حماس»", "«نيوم»", "«جيدة جدا»", "« »", "«2030»", "«أحمد وزملاؤه في الفريق كله»"]
)
def test_other_words_in_marks_stay_in_them(said):
    assert "«" in read_text(f"قال وزير الخارجية المصري سامح شكري إن المحادثات {said} أمس.").words
