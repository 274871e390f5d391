"""Pages of a long list: which one an address means, and what the reader is told."""

import pytest
from django.utils.translation import override

from meetings.views.paging import get_page, page_number


@pytest.mark.parametrize(
    ("typed", "number", "is_told"),
    [
        ("1", 1, False),
        (" 2 ", 2, False),
        ("٢", 2, False),
        ("99999999", 99_999_999, False),
        ("999999999", 1, True),
        ("0", 1, True),
        ("-1", 1, True),
        ("two", 1, True),
    ],
)
def test_the_page_of_an_address(rf, typed, number, is_told):
    found = page_number(rf.get("/", {"page": typed}))
    assert (found.number, bool(found.notice)) == (number, is_told)


def test_an_address_without_a_page_is_the_first(rf):
    assert (page_number(rf.get("/")).number, page_number(rf.get("/")).notice) == (1, "")


@pytest.mark.parametrize(("typed", "shown"), [("x" * 20, "x" * 20), ("x" * 21, "x" * 20 + "…")])
def test_what_is_no_page_is_repeated_but_not_at_length(rf, typed, shown):
    with override("en"):
        assert f"“{shown}”" in page_number(rf.get("/", {"page": typed})).notice


@pytest.mark.parametrize(("asked", "shown", "notices"), [(1, 1, 0), (2, 2, 0), (3, 2, 1)])
def test_the_last_page_is_a_page_and_the_one_after_it_is_not(rf, asked, shown, notices):
    page, told = get_page(rf.get("/", {"page": asked}), list(range(25)))
    assert (page.number, len(told)) == (shown, notices)
