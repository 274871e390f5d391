"""Offices in titles and in queries."""

import pytest

from meetings.search.query.offices import find_offices, read_office, read_role
from meetings.text.tokens import fold_words

SIDES = {"فرنسا": "FR", "الفرنسي": "FR", "العراق": "IQ", "italy": "IT", "french": "FR", "قطر": "QA", "المانيا": "DE"}


def read(query: str) -> tuple[str, tuple[str, ...], int] | None:
    words = fold_words(query)

    def read_side(start: int) -> tuple[tuple[str, ...], int] | None:
        code = SIDES.get(words[start]) if start < len(words) else None
        return ((code,), start + 1) if code else None

    found = read_role(words, 0, read_side)
    return (found.office, found.sides, found.end) if found else None


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("رئيس الوزراء العراقي", ["prime-minister"]),
        ("رئيس جمهورية العراق", ["president"]),
        ("الرئيس الفرنسي", ["president"]),
        ("الرئيس الألماني", ["president"]),
        ("رئيس إقليم كردستان", ["president"]),
        ("الرئيس الأمريكي المنتخب", ["president"]),
        ("رئيس حكومة إقليم كردستان", ["prime-minister"]),
        ("رئيس مجلس النواب", ["speaker"]),
        ("نائب رئيس الوزراء وزير الخارجية", ["deputy-prime-minister", "foreign-minister"]),
        ("رئيس الوزراء ووزير الدفاع", ["prime-minister", "defence-minister"]),
        ("المستشارة الألمانية", ["chancellor"]),
        ("ولي عهد أبوظبي", ["crown-prince"]),
        ("French President", ["president"]),
        ("Prime Minister of Iraq", ["prime-minister"]),
        ("الرئيس السابق", []),
        ("former President of France", []),
        ("مستشار رئيس الجمهورية", []),
        ("مدير مكتب رئيس الوزراء", []),
        ("رئيس الحزب الديمقراطي الكردستاني", []),
        ("رئيس بعثة الأمم المتحدة", []),
        ("", []),
    ],
)
def test_the_offices_of_a_title(title, offices):
    assert find_offices(title) == offices


@pytest.mark.parametrize(
    ("query", "role"),
    [
        ("رئيس فرنسا", ("president", ("FR",), 2)),
        ("الرئيس الفرنسي ماكرون", ("president", ("FR",), 2)),
        ("رئيس جمهورية العراق", ("president", ("IQ",), 3)),
        ("وزير الخارجية الفرنسي", ("foreign-minister", ("FR",), 3)),
        ("وزير خارجية فرنسا", ("foreign-minister", ("FR",), 3)),
        ("French president", ("president", ("FR",), 2)),
        ("Italy's defence minister", ("defence-minister", ("IT",), 4)),
        ("أمير قطر", ("emir", ("QA",), 2)),
        ("مستشارة ألمانيا", ("chancellor", ("DE",), 2)),
        ("مستشار العراق", None),
        ("رئيس", None),
        ("فرنسا رئيس", None),
        ("french", None),
    ],
)
def test_an_office_and_its_side_in_a_query(query, role):
    assert read(query) == role


def test_the_longest_office_counts():
    read = read_office(fold_words("رئيس الوزراء"), 0)
    assert read is not None
    assert (read.office.code, read.end) == ("prime-minister", 2)
