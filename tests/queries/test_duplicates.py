"""The reasons of a likely duplicate in words."""

import pytest
from django.utils import translation

from meetings.queries.duplicates import describe_reasons

SIDES = {"IQ": "Iraq", "TR": "Türkiye"}


@pytest.mark.parametrize(
    ("code", "weight", "words", "text", "against"),
    [
        ("same-name", 62, ["Fuad", "Fuad"], "the same name: Fuad", False),
        ("spelling", 58, ["Fuad", "Fouad"], "two spellings of the same name: Fuad, Fouad", False),
        ("other-fathers", 5, ["A", "B"], "different name of father or grandfather: A, B", True),
        ("same-side", 15, ["IQ", "TR"], "both represent Iraq, Türkiye", False),
        ("other-sides", -25, ["IQ", "ZZ"], "they represent different sides: Iraq, ZZ", True),
        ("within", 30, ["A", "A B"], "one name is a part of the other: A, A B", False),
        ("other-sides-later", -12, ["IQ", "TR"], "they represent different sides, years apart: Iraq, Türkiye", True),
        ("same-title", 20, ["A"], "reports give both the same title, so a side may be wrong: A", False),
        ("same-office-seen", 20, ["A"], "reports of a few years name both by the same office: A", False),
        ("same-office", 20, ["IQ"], "the same office at the same time: IQ", False),
        ("one-meeting", -40, ["1"], "both took part in 1 meeting", True),
        ("one-meeting", -40, ["3"], "both took part in 3 meetings", True),
        ("spelling", 0, ["A", "B"], "two spellings of the same name: A, B", True),
        ("unheard-of", 1, ["A"], "unheard-of", False),
    ],
)
def test_a_reason(code, weight, words, text, against):
    with translation.override("en"):
        (found,) = describe_reasons([{"code": code, "weight": weight, "words": words}], SIDES)
    assert found == {"text": text, "against": against}
