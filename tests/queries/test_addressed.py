"""The record that an address names: in any language, of what the public sees or saw, and of nothing else."""

import pytest

from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.addressed import find_addressed, find_public, is_public, record_by_id
from meetings.services.history import recorded
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    made = factories.MeetingFactory(slug="m")
    factories.SourceFactory(meeting=made, article__slug="a")
    factories.ParticipationFactory(meeting=made, official__slug="fuad")
    return made


@pytest.mark.parametrize(
    ("path", "kind", "address"),
    [
        ("/meetings/m/", "meeting", "/meetings/m/"),
        ("/en/meetings/m/", "meeting", "/meetings/m/"),
        ("/meetings/m", "meeting", "/meetings/m/"),
        ("/meetings/m/?page=2", "meeting", "/meetings/m/"),
        ("/articles/a/", "article", "/articles/a/"),
        ("/officials/fuad/", "official", "/officials/fuad/"),
        ("/sides/iq/", "country", "/sides/iq/"),
        ("/meetings/none/", "", ""),
        ("/nowhere/m/", "", ""),
        ("/meetings", "", ""),
        ("/en/meetings", "", ""),
        ("/en/", "", ""),
        ("/", "", ""),
        ("", "", ""),
        ("/meetings/m\0/", "", ""),
    ],
)
def test_the_record_at_an_address(meeting, path, kind, address):
    found = find_addressed(path)
    assert (found.kind.name if found else "", found.address if found else "") == (kind, address)


def test_a_record_that_the_public_no_longer_sees_is_named_by_number_and_one_that_it_never_saw_is_not(
    meeting, admin_user
):
    with recorded(admin_user):
        meeting.review_state = "draft"
        meeting.save()
    found = find_addressed("/meetings/m/?x=1")
    assert (found.record, found.record_id, found.address) == (None, meeting.pk, "/meetings/m/")
    factories.MeetingFactory(slug="never", review_state="draft")
    assert find_addressed("/meetings/never/") is None


def test_a_record_by_its_number(meeting):
    assert record_by_id("meeting", meeting.pk) == meeting
    assert record_by_id("meeting", meeting.pk + 1) is None
    assert record_by_id("meeting", None) is None
    assert record_by_id("nothing", meeting.pk) is None


def test_an_article_is_public_with_its_meetings(meeting):
    article = meeting.sources.get().article
    assert is_public("article", article)
    assert is_public("meeting", meeting)
    type(meeting).objects.update(review_state="draft")
    assert not is_public("article", article)
    assert not is_public("meeting", meeting)
    assert find_public(KINDS_BY_NAME["official"], "fuad") is not None
