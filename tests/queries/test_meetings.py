"""The title of a meeting in the language of the page, and lists of records in a given order."""

import pytest
from django.utils import translation

from meetings.queries import meetings
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def untranslated():
    """A meeting of two sides without an English headline."""
    meeting = factories.MeetingFactory(headline_ar="لقاء في باريس", headline_en="")
    iraq, france = factories.CountryFactory(), factories.CountryFactory(code="FR", name_ar="فرنسا")
    for order, (name, country, role) in enumerate(
        [("Fuad Hussein", iraq, "party"), ("Emmanuel Macron", france, "host"), ("Hakan Fidan", iraq, "attendee")]
    ):
        official = factories.OfficialFactory(name_en=name)
        factories.ParticipationFactory(meeting=meeting, official=official, country=country, role=role, order=order)
    return meeting


def title(meeting, language: str | None) -> str:
    found = meetings.find_meeting(meeting.slug)
    assert found is not None
    if language is None:
        with translation.override(None):
            return meetings.get_title(found)
    with translation.override(language):
        return meetings.get_title(found)


def test_a_headline_in_the_language_of_the_page():
    meeting = factories.MeetingFactory(headline_ar="لقاء", headline_en="A meeting")
    assert (title(meeting, "ar"), title(meeting, "en")) == ("لقاء", "A meeting")


def test_the_participants_stand_for_a_missing_english_headline(untranslated):
    assert title(untranslated, "en").startswith("Fuad Hussein – Emmanuel Macron: ")
    assert title(untranslated, "ar") == title(untranslated, None) == "لقاء في باريس"


def test_one_side_alone_is_not_a_title(untranslated):
    untranslated.participations.filter(role="host").delete()
    assert title(untranslated, "en") == "لقاء في باريس"


def test_lists_keep_the_order_of_the_ids_and_leave_out_drafts():
    first, second = factories.MeetingFactory(), factories.MeetingFactory()
    draft = factories.MeetingFactory(review_state="draft")
    wanted = [second.pk, draft.pk, first.pk, 99_999]
    assert meetings.load_entries(iter(wanted)) == meetings.load_in_order(wanted) == [second, first]
    assert meetings.find_meeting(draft.slug) is None
    assert meetings.find_meeting(draft.slug, drafts=True) == draft
