"""The names that the search knows of the archive: which offices are suggested, and with whom."""

import datetime

import pytest
from django.utils import timezone

from meetings.search.documents.entity_names import read_directory
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("begins_in_days", "has_meeting", "is_suggested"),
    [(-10, True, True), (0, True, True), (10, True, False), (-10, False, False), (10, False, False)],
)
def test_an_office_is_suggested_with_those_who_hold_or_held_it_and_met(begins_in_days, has_meeting, is_suggested):
    start = timezone.localdate() + datetime.timedelta(days=begins_in_days)
    official = factories.OfficialFactory()
    factories.AppointmentFactory(official=official, start=start)
    if has_meeting:
        factories.ParticipationFactory(official=official)
    roles = read_directory().roles.completing("Minister of Foreign")
    assert [role.holders for role in roles] == ([[(official.pk, 1)]] if is_suggested else [])
