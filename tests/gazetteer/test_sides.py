"""Who is a state, who a region, who a body: one answer from the tables."""

import pytest

from meetings.gazetteer import load_rows
from meetings.gazetteer.sides import get_state, is_body, is_region, is_state


@pytest.mark.parametrize(
    ("code", "kind", "state"),
    [
        ("IQ", "state", "IQ"),
        ("XK", "state", "XK"),
        ("AU", "state", "AU"),  # Australia, not the African Union
        ("IQ-KRI", "region", "IQ"),
        ("UN", "body", None),
        ("EU", "body", None),
        ("NATO", "body", None),
        ("G-7", "body", None),
        ("CJTF-OIR", "body", None),
        ("KDP", "body", None),
        ("ZZ", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_each_code_is_one_kind_of_side(code, kind, state):
    told = {"state": is_state(code), "region": is_region(code), "body": is_body(code)}
    assert told == {"state": kind == "state", "region": kind == "region", "body": kind == "body"}
    assert get_state(code) == state


def test_no_code_of_the_tables_is_two_kinds_or_none():
    codes = [row["code"] for table in ("countries", "organisations", "constituents") for row in load_rows(table)]
    for code in codes:
        assert is_state(code) + is_region(code) + is_body(code) == 1, code
