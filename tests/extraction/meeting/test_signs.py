"""Every sign of a record in the examples of the rules, also those that do not count at present.

`signs.json` lists the signs that are not 0, for each text that has other ones than the texts before it. A change that
alters them on purpose writes the list again: MAHDAR_REWRITE=1 pytest tests/extraction/meeting/test_signs.py.
"""

import json
import os
from pathlib import Path

import pytest

from meetings.extraction.meeting.confidence import SIGNS, find_doubts
from meetings.extraction.meeting.signs import RecordSituation, compute_share, count_days_to
from meetings.extraction.pipeline import read_drafts
from meetings.extraction.readings import MeetingReading
from tests.extraction.test_line_ends import EXAMPLES

KEPT = Path(__file__).with_name("signs.json")
Signs = dict[str, float]
MEETING = "التقى وزير الخارجية العراقي فؤاد حسين في بغداد وزير الخارجية التركي هاكان فيدان."
WITH_HEADLINE = [
    f"حسين وفيدان يبحثان التعاون في بغداد\n{MEETING}\nوأكد الوزيران أهمية الحوار بين البلدين.",
    f"العراق وتركيا يعتزمان عقد قمة في بغداد\n{MEETING}\nوأكد الوزيران أهمية الحوار بين البلدين.",
    f"أكد الوزير أهمية الحوار. قال مسؤول إن الملف معقد. وأضاف أن الحوار مستمر. {MEETING}",
    f"{MEETING} والتقى حسين فيدان ثانية. وبحث حسين مع فيدان ملف المياه. واستقبل الرئيس العراقي الوزير التركي.",
    f"ألغي اللقاء بين الرئيس العراقي والرئيس الإيراني. {MEETING} وسيلتقي حسين غدا الرئيس التركي رجب طيب أردوغان.",
    "التقى الوزير العراقي فؤاد حسين السفير التركي زكي كلاي أوغلو ديميرتاش بعد عودته.",
    "التقى رئيس الوزراء العراقي محمد شياع السوداني رئيس المكتب السياسي لحركة حماس إسماعيل هنية في بغداد.",
    "بحث الأمين العام للأمم المتحدة أنطونيو غوتيريش هاتفيا مع الرئيس العراقي عبد اللطيف رشيد ملف المياه.",
    "التقى السوداني نظيره الأردني بشر الخصاونة بحضور وزير الخارجية فؤاد حسين والسفير الأردني.",
]


def measure(raw: str) -> list[Signs]:
    """The signs of each meeting of a text that are not 0."""
    drafted = read_drafts(raw)
    situations = [
        RecordSituation(drafted.text, drafted.report, drafted.cast, draft, MeetingReading(), drafted.meetings)
        for draft in drafted.meetings
    ]
    return [
        {name: round(value, 3) for name, sign in SIGNS.items() if (value := sign(situation))}
        for situation in situations
    ]


def load() -> dict[str, list[Signs]]:
    found: dict[str, list[Signs]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("text", "signs"), load().items())
def test_the_signs_of_a_record(text: str, signs: list[Signs]):
    assert measure(text) == signs


@pytest.mark.skipif(not os.environ.get("MAHDAR_REWRITE"), reason="writes the list of signs")
def test_rewrite():
    found: dict[str, list[Signs]] = {}
    for text in (*WITH_HEADLINE, *EXAMPLES):
        if (signs := measure(text)) and signs not in found.values():
            found[text] = signs
    KEPT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def test_shares_and_days():
    assert [compute_share(count, whole) for count, whole in ((1, 2), (3, 2), (1, 0), (0, 2))] == [0.5, 1.0, 0.0, 0.0]
    assert count_days_to(None, None) is None


def test_at_most_three_doubts_are_named():
    assert find_doubts({}) == ()
    assert len(find_doubts(dict.fromkeys(SIGNS, 0.0) | {"planned_before": 1.0, "denied_before": 1.0})) <= 3
