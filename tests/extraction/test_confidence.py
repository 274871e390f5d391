"""The confidence of a record: the table of weights, its effects, and the doubts that it names."""

import pytest
from django.utils.translation import override

from meetings.extraction.explanation import list_reasons
from meetings.extraction.json_output import answer
from meetings.extraction.meeting.confidence import (
    BASE,
    MAX_DOUBTS,
    SIGNS,
    TABLE,
    compute_confidence,
    find_doubts,
    load_weights,
)
from meetings.extraction.pipeline import read
from meetings.gazetteer import load_rows
from meetings.queries.doubts import DOUBTS
from meetings.text.tables import read_table

MAX_TABLE_BYTES = 6_000
AMERICAN, TURK = "وزير الخارجية الأمريكي أنتوني بلينكن", "وزير الخارجية التركي هاكان فيدان"
PLANNED = "ومن المقرر أن يلتقي بلينكن الرئيس الفرنسي إيمانويل ماكرون. وسيجتمع فيدان مع الرئيس المصري عبد الفتاح السيسي."
DATED = "لقاء في أنقرة\n14/03/2024\n\n"


def usual():
    return {name: load_weights()[name].usual for name in SIGNS}


def confidence(text):
    (meeting,) = read(text).meetings
    return meeting.confidence


def test_the_table_weighs_every_sign_and_stays_small():
    assert set(load_weights()) == {BASE, *SIGNS}
    assert TABLE.stat().st_size < MAX_TABLE_BYTES
    assert all(0 <= load_weights()[name].usual <= 1 for name in SIGNS)


@pytest.mark.parametrize("row", [row for row in read_table(TABLE) if row["sign"] != BASE], ids=lambda row: row["sign"])
def test_each_sign_only_ever_speaks_one_way(row):
    absent, present = ({**usual(), row["sign"]: value} for value in (0.0, 1.0))
    change = compute_confidence(present) - compute_confidence(absent)
    assert change >= 0 if row["speaks"] == "for" else change <= 0
    assert bool(float(row["weight"])) <= bool(change)


def test_a_record_as_usual_is_good_and_leaves_no_doubt():
    assert 0.7 < compute_confidence(usual()) < 1
    assert find_doubts(usual()) == ()


def test_doubts_are_the_signs_that_lower_most_the_strongest_first():
    signs = {**usual(), "unnamed_attendee": 1.0, "summit": 1.0, "others_dismissed": 1.0, "quoted": 1.0}
    assert find_doubts(signs) == ("unnamed", "others", "summit")
    assert len(find_doubts(signs)) == MAX_DOUBTS


def test_the_signs_of_one_doubt_add_up():
    quoted, said = {**usual(), "quoted": 1.0}, {**usual(), "said": 1.0}
    both = {**quoted, "said": 1.0}
    assert compute_confidence(both) < min(compute_confidence(quoted), compute_confidence(said))
    assert find_doubts(both) == ("quoted",)


def test_every_doubt_has_words_at_the_desk_and_in_explain():
    doubts = {row["doubt"] for row in read_table(TABLE) if row["sign"] != BASE}
    assert doubts == set(DOUBTS)
    explained = {row["key"]: row["text"] for row in load_rows("explanations") if row["group"] == "doubt"}
    with override("ar"):
        assert explained == {doubt: str(words) for doubt, words in DOUBTS.items()}


def test_a_plain_report_of_today_can_be_trusted():
    report = f"{DATED}التقى {AMERICAN} {TURK} في أنقرة اليوم الخميس. وبحث الجانبان الأوضاع في المنطقة."
    assert confidence(report) >= 0.8


@pytest.mark.parametrize(
    ("doubtful", "doubt"),
    [
        (f"{DATED}التقى {AMERICAN} وزير الخارجية التركي في أنقرة اليوم الخميس.", "unnamed"),
        (
            f"{DATED}التقى {AMERICAN} {TURK} في أنقرة اليوم الخميس. {PLANNED}",
            "others",
        ),
    ],
    ids=["a person without a name", "other meetings are only planned"],
)
def test_what_makes_a_record_doubtful_lowers_it_and_is_named(doubtful, doubt):
    plain = f"{DATED}التقى {AMERICAN} {TURK} في أنقرة اليوم الخميس."
    (meeting,) = read(doubtful).meetings
    assert meeting.confidence < confidence(plain)
    assert doubt in meeting.doubts
    (printed,) = answer(read(doubtful))
    assert (printed["confidence"], printed["doubts"]) == (meeting.confidence, list(meeting.doubts))
    (line,) = [line for line in list_reasons(read(doubtful)) if "درجة الثقة" in line]
    assert f"{meeting.confidence:.0%}" in line
    assert next(row["text"] for row in load_rows("explanations") if row["key"] == doubt) in line
