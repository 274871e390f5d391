"""`bench_pages` measures some pages of each kind, says how far it is, and gives its figures apart from that."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from benchmarks.management.commands.bench_pages import _spread


@pytest.fixture(autouse=True)
def archive(sample_archive, settings, tmp_path):
    """Every test here has the sample archive, with collected static files."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True


def test_pages_of_each_kind_are_measured():
    figures, said = StringIO(), StringIO()
    call_command("bench_pages", runs=1, most=1, only="/topics", stdout=figures, stderr=said)
    rows = re.findall(r"^ *topics\S* (?:ar|en) +(\d+) +[\d.]+", figures.getvalue(), re.MULTILINE)
    assert rows == ["1"] * 4
    assert re.search(r"Measuring 4 of \d{2,} pages", said.getvalue())


def test_pages_are_spread_evenly_over_their_kind():
    addresses = [f"/meetings/{number}/" for number in range(10)] + ["/topics/", "/en/topics/"]
    assert _spread(addresses, 2) == ["/meetings/0/", "/meetings/5/", "/topics/", "/en/topics/"]
    assert _spread(addresses, 0) == addresses
    assert _spread(addresses, 50) == addresses
