"""Each number on a map is the number on the page behind its link."""

import re

import pytest

LINK = re.compile(r'<a href="([^"]+)" tabindex="-1"><title>([^<]+)</title>')
ROW = re.compile(r'<tr><td><a href="([^"]+)">.*?</a></td><td>(\d+)</td></tr>')


def numbers(html: str) -> dict[str, int]:
    """Return the numbers of the map and of its table by the addresses that they link to."""
    found: dict[str, int] = {}
    for address, title in LINK.findall(html):
        number = int(re.findall(r"\d+", title)[-1])
        assert found.setdefault(address, number) == number
    for address, number in ROW.findall(html):
        assert found.get(address, int(number)) == int(number), address
        found[address] = int(number)
    return found


@pytest.mark.parametrize(
    "page", ["/en/", "/en/sides/fr/", "/en/sides/iq/", "/en/sides/iq-kri/", "/en/organisations/un/"]
)
def test_a_number_is_that_of_the_page_behind_it(sample_archive, client, page):
    found = numbers(client.get(page).content.decode())
    assert len(found) > 3
    for address, number in found.items():
        assert client.get(address).context["page"].paginator.count == number, address


def test_the_region_is_counted_apart_from_its_state(sample_archive, client):
    found = numbers(client.get("/en/").content.decode())
    assert found["/en/sides/iq-kri/"] != found["/en/sides/iq/"]
