"""Identifiers in the API, in linked data and on pages."""

import pytest
from django.utils import translation

from meetings.queries import linked_data
from tests import factories

pytestmark = pytest.mark.django_db


def absolute(path: str) -> str:
    return f"https://mahdar.example{path}"


@pytest.fixture
def meeting():
    """A meeting whose official, office, sides, place and outlet all have an identifier."""
    official = factories.OfficialFactory(slug="fuad")
    position = factories.PositionFactory()
    meeting = factories.MeetingFactory(place=factories.PlaceFactory())
    nations = factories.OrganisationFactory()
    factories.ParticipationFactory(meeting=meeting, official=official, position=position, country=position.country)
    factories.ParticipationFactory(meeting=meeting, official=None, organisation=nations, country=None, title_ar="وفد")
    article = factories.ArticleFactory()
    factories.SourceFactory(meeting=meeting, article=article)
    records = {
        "official": official, "position": position, "country": position.country, "organisation": nations,
        "place": meeting.place, "outlet": article.outlet,
    }  # fmt: skip
    for number, (kind, record) in enumerate(records.items(), start=1):
        factories.IdentifierFactory(**{kind: record}, value=f"Q{number}")
        factories.IdentifierFactory(**{kind: record}, scheme="own", value=f"own-{number}")
    return records


def test_the_api_has_the_identifiers_of_every_kind(client, meeting):
    folders = ("officials", "positions", "sides", "organisations", "places", "outlets")
    for number, folder in enumerate(folders, start=1):
        (record,) = client.get(f"/api/v1/{folder}/").json()["results"]
        assert record["identifiers"] == [
            {"scheme": "wikidata", "value": f"Q{number}", "url": f"https://www.wikidata.org/wiki/Q{number}"},
            {"scheme": "own", "value": f"own-{number}", "url": None},
        ]
        one = client.get(f"/api/v1/{folder}/{record.get('slug') or record['code']}/").json()
        assert one["identifiers"] == record["identifiers"]


def test_linked_data_says_what_is_the_same(meeting):
    with translation.override("en"):
        described = {
            "official": linked_data.describe_person(meeting["official"], absolute),
            "country": linked_data.describe_side(meeting["country"], absolute),
            "organisation": linked_data.describe_side(meeting["organisation"], absolute),
            "place": linked_data.describe_subject(meeting["place"], absolute),
            "outlet": linked_data.describe_subject(meeting["outlet"], absolute),
        }
    same = {kind: data["sameAs"] for kind, data in described.items()}
    assert same == {
        kind: [f"https://www.wikidata.org/wiki/Q{number}"]
        for kind, number in {"official": 1, "country": 3, "organisation": 4, "place": 5, "outlet": 6}.items()
    }


def test_pages_link_to_the_authority_files(client, meeting):
    for number, kind in ((1, "official"), (3, "country"), (4, "organisation"), (5, "place"), (6, "outlet")):
        page = client.get(meeting[kind].get_absolute_url()).content.decode()
        assert f'href="https://www.wikidata.org/wiki/Q{number}"' in page
        assert f"own-{number}" in page
    with_none = factories.OfficialFactory()
    assert 'class="identifiers"' not in client.get(with_none.get_absolute_url()).content.decode()
