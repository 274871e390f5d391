"""Which addresses have a notice: those of records that the public saw and no longer sees."""

import pytest

from meetings.models import Version
from meetings.models.old_addresses import save_old_address
from meetings.models.terms import Holding
from meetings.queries.offices import HeldOffice
from meetings.queries.withdrawals import find_notice
from meetings.services.history import recorded
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(admin_user):
    """An official who was public and is under review again."""
    official = factories.OfficialFactory(slug="fuad")
    with recorded(admin_user):
        official.review_state = "draft"
        official.save()
    return official


@pytest.mark.parametrize(
    ("path", "has_notice"),
    [
        ("/officials/fuad/", True),
        ("/officials/fuad.csv", True),
        ("/en/officials/fuad/", True),
        ("/api/v1/officials/fuad/", True),
        ("/between/fuad/fr/", True),
        ("/between/fr/fuad/", True),
        ("/between/fr/tr/", False),
        ("/officials/", False),
        ("/officials/nobody/", False),
        ("/topics/fuad/", False),
        ("/between/", False),
        ("/", False),
    ],
)
def test_the_addresses_of_a_returned_record(returned, path, has_notice):
    factories.CountryFactory(code="FR", name_ar="فرنسا")
    assert bool(find_notice(path)) is has_notice


def test_a_record_that_is_public_or_never_was_has_no_notice():
    factories.OfficialFactory(slug="public")
    factories.OfficialFactory(slug="draft", review_state="draft")
    assert find_notice("/officials/public/") is None
    assert find_notice("/officials/draft/") is None
    assert find_notice("/between/public/draft/") is None


def test_a_deleted_record_is_known_by_its_address():
    save_old_address("official", "gone", 999)
    save_old_address("topic", "gone", 999)
    assert find_notice("/officials/Gone/") is not None
    assert find_notice("/topics/gone/") is None  # nothing tells whether the public saw it


def test_an_address_left_by_a_draft_is_unknown(admin_user):
    """Databases of earlier versions have such addresses; the history says that the public never saw the record."""
    draft = factories.OfficialFactory(slug="draft", review_state="draft")
    with recorded(admin_user):
        draft.delete()
    save_old_address("official", "former", Version.objects.get().record_id)
    assert find_notice("/officials/former/") is None


def test_an_article_goes_with_its_last_public_meeting(admin_user):
    source = factories.SourceFactory(article__slug="a")
    assert find_notice("/articles/a/") is None
    with recorded(admin_user):
        source.meeting.review_state = "draft"
        source.meeting.save()
    assert find_notice("/articles/a/") is not None
    other = factories.SourceFactory(article=source.article)
    assert find_notice("/articles/a/") is None
    other.delete()
    assert find_notice("/articles/a/") is not None


@pytest.mark.parametrize(
    ("holding", "is_held", "is_marked"),
    [
        (Holding.HELD, True, False),
        (Holding.DOUBTFUL, False, True),
        (Holding.FORMER, False, True),
        (Holding.LATER, False, True),
        (Holding.UNKNOWN, False, False),
    ],
)
def test_an_office_is_marked_where_its_dates_do_not_say_it(holding, is_held, is_marked):
    office = HeldOffice(factories.AppointmentFactory.build(official=None, position=None), holding)
    assert (office.is_held, office.is_marked) == (is_held, is_marked)
