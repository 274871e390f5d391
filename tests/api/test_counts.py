"""No route asks the database more often because there is more to give."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

# The number of queries of each; records with identifiers take one for them.
ROUTES = {
    "": 5,
    "meetings/": 7,
    "meetings/?expand=evidence&side=it&topic=security&outlet=ina&official=nechirvan-barzani": 9,
    "meetings/in-rome/": 8,
    "articles/?expand=evidence": 6,
    "articles/a-report/": 5,
    "officials/": 6,
    "officials/?name=meloni&side=it": 6,
    "officials/nechirvan-barzani/": 5,
    "positions/": 5,
    "positions/iq-foreign-minister/": 4,
    "sides/": 5,
    "sides/it/": 4,
    "organisations/": 4,
    "organisations/un/": 3,
    "topics/": 3,
    "topics/security/": 2,
    "places/": 4,
    "places/it-rome/": 3,
    "outlets/": 4,
    "outlets/ina/": 3,
    "between/iq-kri/it/?expand=evidence": 24,
}


def count(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content.decode()
    return len(queries)


@pytest.mark.parametrize("path", ROUTES)
def test_the_number_of_queries_is_small_and_does_not_grow(client, archive, path):
    factories.AppointmentFactory(official=archive.nechirvan)
    factories.ParticipationFactory(meeting=archive.second, country=None, organisation=factories.OrganisationFactory())
    before = count(client, path)
    for number in range(15):
        meeting = factories.MeetingFactory(place=archive.place, date=f"20{10 + number}-02-03")
        side = factories.CountryFactory(code=f"X{number:x}".upper(), name_ar=f"دولة {number}")
        factories.ParticipationFactory(meeting=meeting, official=archive.nechirvan, country=archive.italy)
        factories.ParticipationFactory(meeting=meeting, country=side)
        factories.MeetingTopicFactory(meeting=meeting, topic=archive.topic)
        factories.SourceFactory(meeting=meeting, article=archive.article)
        factories.SourceFactory(meeting=meeting, article=factories.ArticleFactory())
        factories.EvidenceFactory(meeting=meeting, article=archive.article)
        factories.AppointmentFactory(start=datetime.date(2000 + number, 1, 1))
        factories.AppointmentFactory(position=factories.PositionFactory(code=f"office-{number}", country=side))
    after = count(client, path)
    assert after <= before
    assert after <= ROUTES[path]


def test_the_search_too(client, sample_archive):
    numbers = [count(client, f"search/?limit={limit}") for limit in (1, 1, 50)]
    assert numbers[2] <= numbers[1] + 1
    assert numbers[2] <= 25
