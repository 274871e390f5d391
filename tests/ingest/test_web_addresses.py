"""Addresses as they are typed: the scheme, the port, and the machines that the settings allow."""

import pytest

from meetings.ingest.errors import SourceError
from meetings.ingest.web_addresses import MAX_ADDRESS_CHARACTERS, get_port, is_allowed, parse_address


@pytest.mark.parametrize(
    ("typed", "address", "port"),
    [
        ("example.org", "https://example.org", 443),
        ("//example.org/a", "https://example.org/a", 443),
        ("http://example.org/a", "http://example.org/a", 80),
        ("http://example.org:8080/a#part", "http://example.org:8080/a", 8080),
        ("example.org:8443", "https://example.org:8443", 8443),
        (" https://example.org./a ", "https://example.org/a", 443),
    ],
)
def test_an_address_and_its_port(typed, address, port):
    url = parse_address(typed)
    assert (url.url, get_port(url)) == (address, port)


def test_the_longest_address():
    longest = "https://example.org/".ljust(MAX_ADDRESS_CHARACTERS, "a")
    assert parse_address(longest).url == longest
    with pytest.raises(SourceError, match="too long"):
        parse_address(longest + "a")


@pytest.mark.parametrize(
    ("allowed", "address", "expected"),
    [
        (["news.local:443"], "https://news.local/a", True),
        (["NEWS.local:443"], "https://news.local/a", True),
        (["news.local:80"], "https://news.local/a", False),
        (["[::1]:8000"], "http://[::1]:8000/", True),
        ([], "https://news.local/a", False),
    ],
)
def test_a_machine_is_allowed_with_its_port(allowed, address, expected, settings):
    settings.MAHDAR_FETCH_ALLOWED = allowed
    assert is_allowed(parse_address(address)) is expected
