"""All sides that met, counted once a meeting however many spoke."""

from meetings.queries import sides
from tests import factories


def test_pairs_are_counted_once_a_meeting(db):
    iraq, france = factories.CountryFactory(), factories.CountryFactory(code="FR", name_ar="فرنسا")
    nations = factories.OrganisationFactory()
    for state in ("published", "published", "draft"):
        meeting = factories.MeetingFactory(review_state=state)
        factories.ParticipationFactory(meeting=meeting, country=iraq)
        factories.ParticipationFactory(meeting=meeting, country=iraq)
        factories.ParticipationFactory(meeting=meeting, country=france)
    factories.ParticipationFactory(meeting=meeting, country=None, organisation=nations)
    third = factories.MeetingFactory()
    factories.ParticipationFactory(meeting=third, country=iraq)
    factories.ParticipationFactory(meeting=third, country=None, organisation=nations)
    factories.ParticipationFactory(meeting=third, country=None)
    found = [({pair.first.code, pair.second.code}, pair.meetings) for pair in sides.list_pairs()]
    assert found == [({"IQ", "FR"}, 2), ({"IQ", "UN"}, 1)]
