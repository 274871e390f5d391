"""Pages of the sample archive: a fixed small number of queries, few bytes. (`manage.py bench_pages` prints times.)"""

import gzip
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

HEAVIEST = 25 * 1024  # bytes, compressed
# Address -> the most queries that it may ask.
PAGES = {
    "/": 18,
    "/search/": 14,
    "/search/?q=بارزاني": 15,
    "/search/?q=بارزاني&country=IT&person=nechirvan-barzani&topic=security&from=2015&to=2026": 18,
    "/search/?q=زززززز": 6,
    "/meetings/": 6,
    "/meetings/?page=3": 6,
    "/meetings/nechirvan-barzani-tajani-phone-2026-03-12/": 13,
    "/meetings/rashid-erdogan-baghdad-2024-04-22/": 13,
    "/officials/": 5,
    "/officials/nechirvan-barzani/": 16,
    "/sides/": 3,
    "/sides/iq-kri/": 18,
    "/organisations/un/": 18,
    "/topics/": 3,
    "/topics/energy/": 10,
    "/places/": 3,
    "/places/fr-paris/": 11,
    "/outlets/": 3,
    "/outlets/cnn-arabic/": 11,
    "/articles/2026-03-12-kurdistan24/": 10,
    "/activity/": 5,
    "/about/": 3,
    "/about/method/": 3,
    "/about/coverage/": 3,
    "/corrections/": 3,
    "/corrections/new/": 3,
    "/between/": 3,
    "/between/iq-kri/it/": 18,
    "/between/fr/zw/": 18,
}


@pytest.fixture(autouse=True)
def archive(sample_archive, monkeypatch):
    """Every test here has the sample archive, and a clock that stands still.

    The search looks every few seconds whether names have changed, which costs six queries: on a busy machine that
    moment came between the two requests of a test.
    """
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)


def asked(client, path: str) -> tuple[int, bytes]:
    """The number of queries that a page asks, and the page. Asked twice: names and labels are read once in a while."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        assert response.status_code == 200
        return len(queries), response.content


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_few_queries_and_is_light(client, path, prefix):
    queries, page = asked(client, prefix + path)
    assert queries <= PAGES[path]
    assert 500 < len(gzip.compress(page)) <= HEAVIEST


def test_many_results_ask_no_more_than_few(client):
    many, page = asked(client, "/search/?q=بغداد")
    few, short = asked(client, "/search/?q=بغداد&country=IT")
    assert page.count(b'<li class="entry">') == 20
    assert 0 < short.count(b'<li class="entry">') < 10
    assert many <= few


def test_pages_travel_compressed(client):
    response = client.get("/meetings/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) <= HEAVIEST
    assert gzip.decompress(response.content).endswith(b"</html>\n")
