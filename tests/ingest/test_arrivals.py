"""A report is known by its page, whichever of the page's addresses comes."""

import pytest

from meetings.ingest.arrivals import add_from_address, add_pasted_text, find_known_address
from meetings.models import Article, Incoming
from meetings.models.derived import PageQuerySet
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "https://ina.iq/news/1"
SAME = [
    PAGE,
    "http://ina.iq/news/1",
    "https://www.ina.iq/news/1/",
    "https://ina.iq/news/1?utm_source=telegram&fbclid=x",
    "https://ina.iq/news/1#comments",
]


@pytest.mark.parametrize("address", SAME)
def test_an_article_is_found_by_every_address_of_its_page(address):
    article = factories.ArticleFactory(url=PAGE)
    found = find_known_address(address)
    assert found is not None
    assert found.known == article


def test_an_address_as_an_editor_types_it_is_known_too(admin_user):
    article = factories.ArticleFactory(url=PAGE)
    assert add_from_address(" www.ina.iq/news/1 ", admin_user).known == article


@pytest.mark.parametrize(
    "address", ["https://ina.iq/news/1?id=2", "https://ina.iq/news/12", "https://ar.ina.iq/news/1"]
)
def test_another_page_is_another_article(address):
    factories.ArticleFactory(url=PAGE)
    assert find_known_address(address) is None


def test_records_without_an_address_are_not_of_one_page():
    factories.ArticleFactory(url=None)
    assert not Article.objects.of_page("").exists()
    assert isinstance(Incoming.objects.all(), PageQuerySet)


def test_a_text_waits_once_for_all_addresses_of_its_page(admin_user):
    first = add_pasted_text("استقبل وزير الخارجية فؤاد حسين نظيره الفرنسي في بغداد.", admin_user, url=PAGE)
    assert first.incoming
    again = add_pasted_text("نص محدث", admin_user, url=SAME[3])
    assert again.waiting == first.incoming


def test_an_address_that_is_corrected_counts_from_then_on():
    article = factories.ArticleFactory(url="https://ina.iq/news/9")
    article.url = PAGE
    article.save()
    assert find_known_address(SAME[1]) is not None
    assert find_known_address("https://ina.iq/news/9") is None
