"""Cards of officials, from which an editor tells two people apart."""

import datetime

import pytest

from meetings.models import Official
from meetings.queries import side_by_side
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def fuad():
    """An official of Iraq in three meetings, in one of them for the United Nations, and in a report of one."""
    official = factories.OfficialFactory(slug="fuad", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    iraq, nations = factories.CountryFactory(), factories.OrganisationFactory()
    for day, fields in (
        (1, {"country": iraq}),
        (2, {"country": iraq}),
        (3, {"country": None, "organisation": nations}),
    ):
        meeting = factories.MeetingFactory(date=datetime.date(2023, 11, day))
        factories.ParticipationFactory(meeting=meeting, official=official, **fields)
    factories.SourceFactory(meeting=meeting)
    return official


def test_what_a_card_says(fuad):
    card = side_by_side.load_cards([fuad.pk])[fuad.pk]
    assert (card.official, card.meetings, card.sources) == (fuad, 3, 1)
    assert (card.first, card.last) == (datetime.date(2023, 11, 1), datetime.date(2023, 11, 3))
    assert card.sides == ["العراق", "الأمم المتحدة"]
    assert (card.latest, card.articles) == ([], [])


def test_the_latest_meetings_and_their_reports(fuad):
    card = side_by_side.load_cards([fuad.pk], latest=True)[fuad.pk]
    assert [meeting.date.day for meeting in card.latest] == [3, 2, 1]
    assert [article.headline for article in card.articles] == ["لقاء في باريس"]


def test_an_official_without_a_meeting_or_a_side():
    alone = factories.OfficialFactory()
    part = factories.ParticipationFactory(country=None)
    found = side_by_side.load_cards([alone.pk, part.official.pk])
    assert (found[alone.pk].meetings, found[alone.pk].sides) == (0, [])
    assert (found[part.official.pk].meetings, found[part.official.pk].sides) == (1, [])


def test_other_names_are_those_that_the_page_does_not_show(fuad):
    for name in ("فؤاد حسين", "Fouad"):
        factories.OfficialNameFactory(official=fuad, name=name)
    assert side_by_side.load_cards([fuad.pk])[fuad.pk].other_names == ["Fouad"]


def test_published_officials_and_those_of_more_meetings_come_first():
    cards = [
        side_by_side.OfficialCard(Official(review_state=state), meetings)
        for state, meetings in (("draft", 9), ("published", 1), ("published", 5))
    ]
    assert side_by_side.sort_by_fullness(cards) == [cards[2], cards[1], cards[0]]
