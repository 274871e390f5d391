"""Addresses that nobody meant: a clear word, never an error page."""

import pytest

from tests import factories


@pytest.mark.parametrize("path", ["/nowhere/", "/meetings/none/", "/sides/zz/", "/en/topics/none/", "/articles/none/"])
def test_an_unknown_address_is_404_with_ways_on(client, archive, path):
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 404
    assert 'role="search"' in page
    assert 'class="tag"' in page
    assert ("Page not found" if path.startswith("/en") else "الصفحة غير موجودة") in page


@pytest.mark.parametrize("page", ["abc", "0", "-1", "1.5", "", "999999999999999999999", "²", "%00"])
def test_a_page_that_is_no_number_shows_the_first(client, archive, page):
    response = client.get("/meetings/", {"page": page})
    assert response.status_code == 200
    assert response.context["page"].number == 1


def test_a_page_that_is_no_number_is_told(client, archive):
    assert "«abc» ليس رقم صفحة" in client.get("/meetings/?page=abc").content.decode()


def test_a_page_beyond_the_last_shows_the_last_and_says_so(client, archive):
    factories.MeetingFactory.create_batch(20)
    response = client.get("/meetings/?page=9")
    assert response.context["page"].number == 2
    assert "ليس هناك إلا صفحتان" in response.content.decode()


def test_pages_are_known_in_either_digits(client, archive):
    factories.MeetingFactory.create_batch(20)
    assert client.get("/meetings/?page=٢").context["page"].number == 2


@pytest.mark.parametrize("path", ["/officials/nechirvan-barzani/", "/sides/it/", "/topics/security/"])
def test_lists_inside_pages_bear_bad_pages_too(client, archive, path):
    assert client.get(path, {"page": "abc"}).status_code == 200
    assert client.get(path, {"page": "77"}).status_code == 200
