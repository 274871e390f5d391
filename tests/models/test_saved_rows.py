"""What saving and deleting a record fills in beside it: the place in a row, keys of a text, an old address."""

import pytest

from meetings.models import Article, Country, OldAddress, Participation
from meetings.models.meetings import Meeting
from tests import factories

pytestmark = pytest.mark.django_db


def test_participants_stand_in_the_order_in_which_they_were_added():
    meeting = factories.MeetingFactory()
    assert [factories.ParticipationFactory(meeting=meeting).order for _ in range(3)] == [0, 1, 2]
    assert factories.ParticipationFactory(meeting=meeting, order=9).order == 9
    assert factories.ParticipationFactory(meeting=meeting).order == 10
    assert factories.ParticipationFactory().order == 0
    assert Participation.objects.count() == 6


def test_an_article_without_an_address_or_a_text_has_no_key_of_it():
    empty = factories.ArticleFactory(url="", raw_text="")
    assert (empty.url, empty.sha256) == (None, None)
    full = factories.ArticleFactory(url="https://example.org/a", raw_text="Words")
    assert full.url == "https://example.org/a"
    assert full.sha256
    assert Article.objects.filter(sha256=full.sha256).count() == 1


@pytest.mark.parametrize(("state", "expected"), [("published", ["m"]), ("draft", []), ("rejected", [])])
def test_only_an_address_that_readers_saw_is_kept(state, expected):
    factories.MeetingFactory(slug="m", review_state=state).delete()
    assert list(OldAddress.objects.filter(kind="meeting").values_list("slug", flat=True)) == expected


def test_records_without_a_review_were_always_public():
    factories.TopicFactory(code="security").delete()
    assert OldAddress.objects.filter(kind="topic", slug="security").exists()


def test_meetings_of_a_country_are_not_those_of_an_organisation():
    iraq, nations = factories.CountryFactory(), factories.OrganisationFactory()
    first = factories.ParticipationFactory(country=iraq).meeting
    second = factories.ParticipationFactory(country=None, organisation=nations).meeting
    assert list(Meeting.objects.of_side(iraq)) == [first]
    assert list(Meeting.objects.of_side(nations)) == [second]


def test_the_key_of_a_record_follows_its_parts():
    region = factories.CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان")
    part = factories.ParticipationFactory(meeting__slug="m", country=region, order=4)
    assert part.natural_key() == ("m", 4)
    assert Country(code="ZZ").natural_key() == ("ZZ",)
