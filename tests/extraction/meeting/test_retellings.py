"""Meetings that a report denies, tells as an allegation, or tells again after it has denied them."""

import pytest

from tests.extraction.helpers import only_meeting, people, reasons

AMERICAN, TURK = "وزير الخارجية الأمريكي أنتوني بلينكن", "وزير الخارجية التركي هاكان فيدان"


@pytest.mark.parametrize(
    "raw",
    [
        f"تحدثت الصحف عن اجتماع يُزعم أنه جمع {AMERICAN} ب{TURK} في أنقرة.",
        f"قال المصدر إن الاجتماع المزعوم بين {AMERICAN} و{TURK} كان من نسج الخيال.",
        f"نفت الوزارة أن يكون {AMERICAN} قد التقى {TURK}. وذكرت صحف أن بلينكن اجتمع مع فيدان في أنقرة.",
    ],
)
def test_what_is_denied_or_alleged_is_no_meeting(raw):
    assert set(reasons(raw)) == {"denied"}


def test_a_dated_meeting_of_those_whose_other_one_is_denied_stays():
    raw = f"نفت الوزارة أن يكون {AMERICAN} قد التقى {TURK} في جنيف. واجتمع بلينكن مع فيدان في أنقرة أمس."
    assert set(people(only_meeting(raw))) == {"أنتوني بلينكن", "هاكان فيدان"}


def test_another_meeting_of_a_report_with_a_denial_stays():
    raw = f"نفت الوزارة أن يكون {AMERICAN} قد التقى {TURK}. والتقى بلينكن في أنقرة أمس الرئيس المصري عبد الفتاح السيسي."
    assert set(people(only_meeting(raw))) == {"أنتوني بلينكن", "عبد الفتاح السيسي"}
