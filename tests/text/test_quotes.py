"""A quotation is found where it stands, however it was copied."""

import pytest

from meetings.text.quotes import find_quote

TEXT = "وصل الوزيرُ إلى بغداد،\n  واستقبله نظيره.  ثم عاد الوزير إلى بغداد في ٣ آذار."


@pytest.mark.parametrize(
    ("quote", "places"),
    [
        ("الوزير إلى بغداد", ["الوزير إلى بغداد"]),
        ("  واستقبله نظيره ", ["واستقبله نظيره"]),
        ("بغداد", ["بغداد", "بغداد"]),
        ("بغداد، واستقبله", ["بغداد،\n  واستقبله"]),
        ("الوزير الى بغداد", ["الوزيرُ إلى بغداد", "الوزير إلى بغداد"]),
        ("في 3 اذار", ["في ٣ آذار"]),
        ("وصل الوزيرُ", ["وصل الوزيرُ"]),
        ("البصرة", []),
        ("الى بغ", []),
        ("زير", ["زير", "زير"]),
        ("الوزير", ["الوزيرُ", "الوزير"]),
        ("", []),
        (" \n", []),
        ("َ", []),
    ],
)
def test_places_are_those_of_the_original_text(quote, places):
    found = find_quote(TEXT, quote)
    assert [TEXT[start:end] for start, end in found] == places


def test_what_means_something_to_patterns_is_taken_literally():
    assert find_quote("لقاء (مغلق) .* في باريس", ".*") == [(12, 14)]
    assert find_quote("لقاء (مغلق) في باريس", "لقآء (مغلق)") == [(0, 11)]
