"""What an editor decides on an office that a report gives an official."""

import pytest
from django.core.exceptions import PermissionDenied

from meetings.models import Appointment, Article, DismissedOffice, Position, Version
from meetings.models.terms import Holding
from meetings.queries.proposed_offices import list_proposed_offices
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.merging.undo import undo
from meetings.services.proposed_offices import dismiss_proposed_offices, propose_again, record_proposed_offices
from meetings.services.undoing import undo_action
from tests.factories import OfficialFactory, OrganisationFactory, PositionFactory
from tests.queries.test_proposed_offices import DAY, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_user):
    return admin_user


@pytest.fixture
def proposal():
    part = named(OfficialFactory(name_ar="فؤاد حسين"))
    Article.objects.filter(evidence__participation=part).update(url="https://ina.iq/1")
    (one,) = list_proposed_offices()
    return one


def test_the_appointment_has_the_report_as_source_and_no_dates(proposal, editor):
    record_proposed_offices([proposal], editor)
    appointment = Appointment.objects.get()
    assert appointment.source_url == "https://ina.iq/1"
    assert (appointment.official_id, appointment.start, appointment.end) == (proposal.key[0], None, None)
    assert appointment.term.holding_on(DAY) == Holding.UNKNOWN
    assert appointment.position.title_ar == "وزير الخارجية العراقي"
    assert appointment.position.country.code == "IQ"
    assert list_proposed_offices() == []
    assert Version.objects.filter(kind="official", record_id=proposal.key[0], user=editor).exists()


def test_an_office_on_record_is_used(proposal, editor):
    position = PositionFactory(title_ar="وزير خارجية العراق")
    (proposal,) = list_proposed_offices()
    record_proposed_offices([proposal], editor)
    assert Appointment.objects.get().position == position
    record_proposed_offices([proposal], editor)
    assert (Position.objects.count(), Appointment.objects.count()) == (1, 1)


def test_an_office_of_an_organisation(editor):
    body = OrganisationFactory()
    named(OfficialFactory(), "الأمين العام للأمم المتحدة", country=None, organisation=body)
    (proposal,) = list_proposed_offices()
    record_proposed_offices([proposal], editor)
    assert Appointment.objects.get().position.organisation == body


def test_holders_of_one_new_office_share_it_and_one_undo_takes_all_back(editor):
    for name in ("فؤاد حسين", "محمد الحكيم"):
        named(OfficialFactory(name_ar=name))
    action = record_proposed_offices(list_proposed_offices(), editor)
    assert (Position.objects.count(), Appointment.objects.count()) == (1, 2)
    undo_action(action, editor)
    assert (Position.objects.count(), Appointment.objects.count()) == (0, 0)
    assert len(list_proposed_offices()) == 2


def test_a_dismissed_office_stays_dismissed_until_it_is_proposed_again(proposal, editor):
    dismiss_proposed_offices([proposal], editor)
    dismiss_proposed_offices([proposal], editor)
    assert list_proposed_offices() == []
    named(proposal_official(proposal))
    assert list_proposed_offices() == []
    propose_again([proposal], editor)
    assert [one.key for one in list_proposed_offices()] == [proposal.key]


def proposal_official(proposal):
    return OfficialFactory._meta.model.objects.get(pk=proposal.key[0])


def test_only_those_who_may_publish_decide(proposal, django_user_model):
    reader = django_user_model.objects.create(username="reader")
    for decide in (record_proposed_offices, dismiss_proposed_offices, propose_again):
        with pytest.raises(PermissionDenied):
            decide([proposal], reader)
    assert (Appointment.objects.count(), DismissedOffice.objects.count()) == (0, 0)


def test_a_merge_takes_dismissed_offices_along_and_its_undo_returns_them(proposal, editor):
    kept = OfficialFactory(name_ar="فؤاد حسين")
    dismiss_proposed_offices([proposal], editor)
    DismissedOffice.objects.create(official=kept, office="رئيس", side="IQ")
    DismissedOffice.objects.create(official_id=proposal.key[0], office="رئيس", side="IQ")
    before = set(DismissedOffice.objects.values_list("pk", "official"))
    done = merge_officials(kept.pk, proposal.key[0], editor)
    assert set(DismissedOffice.objects.values_list("official", "office")) == {
        (kept.pk, "رئيس"),
        (kept.pk, proposal.key[1]),
    }
    undo(done, editor)
    assert set(DismissedOffice.objects.values_list("pk", "official")) == before
