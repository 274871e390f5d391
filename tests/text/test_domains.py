"""Whose host it is."""

import pytest

from meetings.text.domains import owner_of

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
    assert owner_of(host, OWNERS) == owner
