"""Whose host it is, and which page an address names."""

import pytest

from meetings.text.domains import find_owner, get_link_target, make_page_key

OWNERS = {"ina.iq": "ina", "gov.krd": "government", "presidency.gov.krd": "presidency"}


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("ina.iq", "ina"),
        ("www.INA.iq", "ina"),
        ("news.ina.iq", "ina"),
        ("gov.krd", "government"),
        ("ar.presidency.gov.krd", "presidency"),
        ("xina.iq", None),
        ("iq", None),
        ("", None),
        (None, None),
    ],
)
def test_the_longest_domain_owns_its_hosts(host, owner):
    assert find_owner(host, OWNERS) == owner


def test_letters_of_an_address_may_be_written_as_codes():
    assert make_page_key("https://example.org/%D8%A8%d8%ba%D8%AF%D8%A7%D8%AF/") == make_page_key(
        "https://example.org/بغداد"
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/view.php?id=1&lang=ar",
        "https://www.example.org/view.php?lang=ar&id=1#comments",
        "https://EXAMPLE.org/view.php?id=1&lang=ar&utm_source=mail&UTM_Medium=x&fbclid=Ab_C&gclid=1",
    ],
)
def test_addresses_of_one_page(address):
    assert make_page_key(address) == make_page_key("https://example.org/view.php?id=1&lang=ar")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/view.php?id=2&lang=ar",
        "https://example.org/view.php?id=1",
        "https://example.org/view.php",
        "https://example.org/View.php?id=1&lang=ar",
        "https://example.net/view.php?id=1&lang=ar",
        "https://[broken/view.php?id=1&lang=ar",
    ],
)
def test_addresses_of_other_pages(address):
    assert make_page_key(address) != make_page_key("https://example.org/view.php?id=1&lang=ar")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//a.org", "", None]
)
def test_only_addresses_of_the_web_are_links(address):
    assert get_link_target(address) == ""
    assert get_link_target("HTTPS://example.org/") == "HTTPS://example.org/"
