"""Offices while they are typed: an office of a side, in any order and in both languages."""

import pytest

from meetings.gazetteer.sides import list_english_words
from meetings.search.query.role_names import Role, RoleDirectory, list_wordings

FRANCE = ["فرنسا", "الجمهورية الفرنسية", "France", "فرنسي", "فرنسية", "French"]
ITALY = ["إيطاليا", "Italy", "إيطالي", "إيطالية", "Italian"]
AMERICA = ["الولايات المتحدة", "United States", *list_english_words("US")]
SWEDEN = ["السويد", "Sweden", "سويدي"]


def role(code: str, titles: list[str], side: list[str], side_code: str, weight: int = 1) -> Role:
    return Role(code, titles, list_wordings(titles, side_code, side), side, [(1, weight)])


DIRECTORY = RoleDirectory(
    [
        role("fr-president", ["رئيس الجمهورية الفرنسية", "President of France"], FRANCE, "FR", weight=9),
        role("fr-minister", ["وزير الخارجية الفرنسي", "Foreign Minister of France"], FRANCE, "FR", weight=3),
        role("it-defence", ["وزير الدفاع الإيطالي", "Minister of Defence of Italy"], ITALY, "IT", weight=2),
        role("us-consul", ["القنصل العام الأمريكي في أربيل", "US Consul General in Erbil"], AMERICA, "US"),
        role("se-premier", ["رئيس الوزراء السويدي", "Prime Minister of Sweden"], SWEDEN, "SE", weight=5),
    ]
)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("رئيس فرنسا", ["fr-president"]),
        ("رئيس فر", ["fr-president"]),
        ("الرئيس الفرنسي", ["fr-president"]),
        ("رئيس الجمهورية الفرنسية", ["fr-president"]),
        ("رئيس", ["fr-president", "se-premier"]),
        ("رئيس الو", ["se-premier"]),
        ("رئيس السويد", []),
        ("رئيسة حكومة السويد", ["se-premier"]),
        ("وزيرة دفاع إيطاليا", ["it-defence"]),
        ("وزير الخارجية", ["fr-minister"]),
        ("french president", ["fr-president"]),
        ("french presid", ["fr-president"]),
        ("Italy's defence", ["it-defence"]),
        ("president of fra", ["fr-president"]),
        ("Italy's defence minister", ["it-defence"]),
        ("minister of defence", ["it-defence"]),
        ("فرنسا", []),
        ("france", []),
        ("US consul general", ["us-consul"]),
        ("قنصل عام في أر", ["us-consul"]),
        ("erb", []),
        ("of", []),
        ("ر", []),
        ("", []),
        ("بارزاني فرنسا", []),
    ],
)
def test_roles_that_begin_as_it_does(typed, codes):
    assert [found.code for found in DIRECTORY.completing(typed)] == codes


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("رئ", ["fr-president", "se-premier"]),
        ("رئيس ا", ["fr-president", "se-premier"]),
        ("رئيس ال", ["fr-president", "se-premier"]),
        ("ال", []),
        ("رئيس الوزراء السويد", ["se-premier"]),
        ("السويد رئيس الوزراء", ["se-premier"]),
        ("سويدي رئيس", ["se-premier"]),
        ("french presid", ["fr-president"]),
        ("french xyz", []),
        ("france french", []),
        ("french", []),
        ("french foreign minister", ["fr-minister"]),
        ("foreign french minister", ["fr-minister"]),
        ("italian presid", []),
        ("president of france now", []),
        ("president of italy", []),
        ("prime minister of sweden", ["se-premier"]),
        ("prime minister swed", ["se-premier"]),
        ("sweden prime min", ["se-premier"]),
        ("swed prime", []),  # an incomplete word is the last one
    ],
)
def test_the_words_of_an_office_and_its_side_in_any_order(typed, codes):
    assert [found.code for found in DIRECTORY.completing(typed)] == codes


def test_a_complete_office_comes_before_one_that_is_begun():
    offices = RoleDirectory(
        [
            role("minister-of-state", ["وزير الدولة لشؤون الدفاع", "Minister"], ITALY, "IT", weight=9),
            role("defence", ["وزير الدولة", "Minister"], ITALY, "IT", weight=1),
        ]
    )
    (first,) = offices.completing("وزير الدولة إيطاليا")
    assert first.code == "defence"
    assert [found.code for found in offices.completing("وزير الدو")] == ["minister-of-state", "defence"]
