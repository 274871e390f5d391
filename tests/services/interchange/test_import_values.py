"""One value of an exchanged row against its field. No database."""

import datetime

import pytest

from meetings.services.interchange.import_values import WrongValueError, convert_value
from meetings.services.interchange.tables import BY_NAME


def read(table: str, column: str, value: object) -> object:
    found = next(one for one in BY_NAME[table].columns if one.name == column)
    return convert_value(found, value)


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        ("meetings", "date", "2023-11-03", datetime.date(2023, 11, 3)),
        ("meetings", "date", None, None),
        ("meetings", "place", None, None),
        ("meetings", "place", "iq-baghdad", "iq-baghdad"),
        ("meetings", "confidence", 1, 1.0),
        ("meetings", "confidence", 0.5, 0.5),
        ("meetings", "confidence", None, None),
        ("meetings", "summary_ar", "", ""),
        ("meetings", "published_at", None, None),
        ("countries", "names", [], []),
        ("countries", "names", ["Iraq"], ["Iraq"]),
        ("countries", "demonyms", {"masculine": ["عراقي"]}, {"masculine": ["عراقي"]}),
        ("evidence", "inferred", False, False),
        ("evidence", "start", 0, 0),
        ("participations", "order", 3, 3),
    ],
)
def test_values_that_fit(table, column, value, expected):
    assert read(table, column, value) == expected


@pytest.mark.parametrize(
    ("table", "column", "value", "problem"),
    [
        ("meetings", "slug", None, "must not be null"),
        ("meetings", "slug", "", "slug"),
        ("meetings", "place", True, "must be a key of places"),
        ("meetings", "place", 1.5, "must be a key of places"),
        ("meetings", "place", ["iq-baghdad"], "must be a key of places"),
        ("meetings", "confidence", True, "must be a number"),
        ("meetings", "confidence", "1", "must be a number"),
        ("meetings", "headline_ar", ["a"], "must be text"),
        ("meetings", "headline_ar", "a\x00b", "NUL"),
        ("meetings", "headline_ar", "a\ud800b", "half of a Unicode pair"),
        ("countries", "names", ["a\x00b"], "NUL"),
        ("countries", "demonyms", {"masculine": ["a\x00b"]}, "NUL"),
        ("countries", "demonyms", {"a\x00b": []}, "NUL"),
        ("countries", "names", "Iraq", "must be a list"),
        ("evidence", "inferred", 1, "must be true or false"),
        ("participations", "order", True, "must be a whole number"),
        ("participations", "order", 1.5, "must be a whole number"),
        ("meetings", "updated_at", "2023-11-01T10:00:00", "time zone"),
    ],
)
def test_values_that_do_not(table, column, value, problem):
    with pytest.raises(WrongValueError, match=problem) as error:
        read(table, column, value)
    assert f"“{column}”" in str(error.value)


@pytest.mark.parametrize(("length", "is_whole"), [(58, True), (59, False)])
def test_a_message_repeats_a_short_value_whole(length, is_whole):
    with pytest.raises(WrongValueError) as error:
        read("meetings", "confidence", "x" * length)
    assert ("..." not in str(error.value)) is is_whole


def test_a_time_with_its_zone():
    assert read("meetings", "updated_at", "2023-11-01T10:00:00Z").utcoffset() == datetime.timedelta(0)
