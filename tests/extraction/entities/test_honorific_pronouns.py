"""Honorifics with a pronoun take up a person named before."""

import datetime as dt

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import reasons

PUBLISHED = dt.date(2024, 3, 14)
EMIRATI = "سمو الشيخ عبدالله بن زايد وزير الخارجية الإماراتي"
TURK, JORDANIAN = "وزير الخارجية التركي هاكان فيدان", "وزير الخارجية الأردني أيمن الصفدي"


def pairs(raw: str) -> list[set[str]]:
    """The last words of the names of each meeting's people."""
    meetings = read(raw, published=PUBLISHED).meetings
    return [{(one.name or "").split()[-1] for one in meeting.participants if one.name} for meeting in meetings]


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        (f"شدد {EMIRATI} على الحوار. وانتقل سموه بعد ذلك فالتقى {TURK}.", [{"زايد", "فيدان"}]),
        (
            f"شدد {EMIRATI} على الحوار، وذلك في مكالمتين هاتفيتين أجراهما سموه، كل على حدة، مع {TURK} و{JORDANIAN}.",
            [{"زايد", "فيدان"}, {"زايد", "الصفدي"}],
        ),
        (
            (
                "وصل فخامة الرئيس المصري عبد الفتاح السيسي إلى أنقرة. "
                "وعقد فخامته ونظيره التركي رجب طيب أردوغان اجتماعا أمس."
            ),
            [{"السيسي", "أردوغان"}],
        ),
        (
            f"استقبل معالي وزير الخارجية العراقي فؤاد حسين في بغداد معالي {TURK}. كما التقى معاليه {JORDANIAN}.",
            [{"حسين", "فيدان"}, {"حسين", "الصفدي"}],
        ),
    ],
)
def test_the_person_of_that_honorific_holds_the_meeting(raw, people):
    assert sorted(map(sorted, pairs(raw))) == sorted(map(sorted, people))


def test_companions_after_a_pronoun_stay_companions():
    raw = f"التقى {EMIRATI} أمس {TURK}. ورافق سموه معالي وزير الدولة الإماراتي خليفة شاهين المرر."
    assert len(pairs(raw)) == 1


def test_a_welcome_at_an_air_base_is_only_the_arrival():
    raw = (
        "وصل قداسة البابا فرنسيس إلى القاعدة الجوية، وكان في استقبال قداسته الرئيس العراقي برهم صالح. "
        "ثم استقبل رئيس الوزراء العراقي مصطفى الكاظمي قداسة البابا فرنسيس في بغداد."
    )
    assert pairs(raw) == [{"الكاظمي", "فرنسيس"}]


def test_an_honorific_that_nobody_has_stands_for_nobody():
    assert pairs(f"قال فخامته إن الحوار مستمر، ثم التقى {TURK}.") == []


def test_a_noun_of_tomorrow_is_planned():
    raw = f"يلقي معالي وزير الخارجية العراقي فؤاد حسين كلمة ويشارك غدا في الاجتماع الوزاري مع {TURK}."
    assert set(reasons(raw, published=PUBLISHED)) == {"planned"}
