"""The present address of what had another one before."""

import pytest

from meetings.models import Official, Topic
from meetings.models.old_addresses import save_old_address
from meetings.queries.old_addresses import find_by_old_address, is_old_address_of_other, present_path
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def fuad():
    official = factories.OfficialFactory(slug="fuad-hussein")
    save_old_address("official", "fuad", official.pk)
    return official


def test_a_record_is_found_by_the_address_that_it_had(fuad):
    assert find_by_old_address(Official, "Fuad") == fuad
    assert find_by_old_address(Official, "nobody") is None
    assert find_by_old_address(Topic, "fuad") is None


def test_an_address_belongs_to_who_had_it(fuad):
    assert is_old_address_of_other(Official, "FUAD")
    assert is_old_address_of_other(Official, "fuad", fuad.pk + 1)
    assert not is_old_address_of_other(Official, "fuad", fuad.pk)
    assert not is_old_address_of_other(Official, "nobody")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/officials/fuad/", "/officials/fuad-hussein/"),
        ("/en/officials/fuad/", "/en/officials/fuad-hussein/"),
        ("/officials/fuad.csv", "/officials/fuad-hussein.csv"),
        ("/officials/fuad-hussein/", None),
        ("/officials/nobody/", None),
        ("/officials/", None),
        ("/topics/fuad/", None),
        ("/between/fuad/fr/", "/between/fuad-hussein/fr/"),
        ("/between/fr/fuad/", "/between/fr/fuad-hussein/"),
        ("/between/fr/fuad.json", "/between/fr/fuad-hussein.json"),
        ("/between/fr", None),
        ("/between/", None),
    ],
)
def test_a_path_with_present_addresses(fuad, path, expected):
    factories.CountryFactory(code="FR", name_ar="فرنسا")
    assert present_path(path) == expected


def test_a_present_address_takes_precedence_in_a_page_of_two(fuad):
    factories.OfficialFactory(slug="fuad")
    assert present_path("/between/fuad/fr/") is None


def test_records_of_editors_lead_nowhere_for_the_public(fuad):
    Official.objects.update(review_state="draft")
    assert present_path("/officials/fuad/") is None
    assert present_path("/officials/fuad/", drafts=True) == "/officials/fuad-hussein/"
    topic = factories.TopicFactory(code="water")
    save_old_address("topic", "rivers", topic.pk)
    assert present_path("/topics/rivers/") == "/topics/water/"


def test_an_article_is_public_with_its_meetings():
    article = factories.ArticleFactory(slug="new")
    save_old_address("article", "old", article.pk)
    source = factories.SourceFactory(article=article, meeting__review_state="draft")
    assert present_path("/articles/old/") is None
    source.meeting.review_state = "published"
    source.meeting.save()
    assert present_path("/articles/old/") == "/articles/new/"
