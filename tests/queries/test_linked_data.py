"""Records in the terms of schema.org: unknown values are left out, names are not repeated, drafts have no address."""

from datetime import date

import pytest
from django.utils import translation

from meetings.models import Country
from meetings.queries import linked_data
from meetings.queries.meetings import find_meeting
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def absolute(path: str) -> str:
    return f"https://mahdar.example{path}"


def event(meeting) -> dict:
    found = find_meeting(meeting.slug, drafts=True)
    assert found is not None
    return linked_data.describe_event(found, absolute)


class TestEvent:
    def test_only_what_is_known(self):
        data = event(
            factories.MeetingFactory(slug="m", date=None, date_precision="unknown", summary_en="", summary_ar="")
        )
        assert {"startDate", "endDate", "location", "description", "about", "subjectOf"}.isdisjoint(data)
        assert data["@context"] == "https://schema.org"
        assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
        assert data["@id"] == "https://mahdar.example/meetings/m/"
        assert data["url"] == "https://mahdar.example/en/meetings/m/"

    def test_a_call_is_online(self):
        assert event(factories.MeetingFactory(kind="phone"))["eventAttendanceMode"].endswith(
            "/OnlineEventAttendanceMode"
        )

    def test_who_attends(self):
        meeting = factories.MeetingFactory()
        iraq, nations = factories.CountryFactory(), factories.OrganisationFactory()
        known = factories.OfficialFactory(slug="fuad", name_en="Fuad Hussein")
        draft = factories.OfficialFactory(name_en="Hakan Fidan", review_state="draft")
        add = factories.ParticipationFactory
        add(meeting=meeting, official=known, country=iraq, title_en="Minister", order=0)
        add(meeting=meeting, official=draft, country=None, order=1)
        add(
            meeting=meeting,
            official=None,
            country=None,
            organisation=nations,
            title_ar="المبعوث",
            title_en="Envoy",
            order=2,
        )
        assert event(meeting)["attendee"] == [
            {
                "@type": "Person",
                "@id": "https://mahdar.example/officials/fuad/",
                "name": "Fuad Hussein",
                "jobTitle": "Minister",
                "affiliation": {"@type": "Organization", "name": "Iraq", "identifier": "IQ"},
            },
            {"@type": "Person", "name": "Hakan Fidan"},
            {
                "@type": "Organization",
                "name": "Envoy",
                "parentOrganization": {"@type": "Organization", "name": "United Nations", "identifier": "UN"},
            },
        ]


class TestSides:
    def test_a_country_and_a_region(self):
        iraq = factories.CountryFactory(names=["العراق", "Republic of Iraq", ""])
        data = linked_data.describe_side(iraq, absolute)
        assert (data["@type"], data["name"], data["identifier"]) == ("Country", "Iraq", "IQ")
        assert data["alternateName"] == ["العراق", "Republic of Iraq"]
        region = factories.CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان", name_en="Kurdistan", parent=iraq)
        assert linked_data.describe_side(region, absolute)["@type"] == "AdministrativeArea"

    def test_an_organisation(self):
        data = linked_data.describe_side(factories.OrganisationFactory(names=[]), absolute, context=False)
        assert (data["@type"], data["alternateName"]) == ("Organization", ["الأمم المتحدة"])
        assert "@context" not in data


def test_the_country_of_a_place_is_a_state():
    iraq = factories.CountryFactory()
    region = factories.CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان", parent=iraq)
    erbil = factories.PlaceFactory(slug="iq-erbil", city_en="Erbil", country=region)
    assert linked_data.place(erbil, absolute)["address"]["addressCountry"] == "IQ"
    unknown = factories.PlaceFactory(slug="somewhere", city_en="Somewhere", country=None)
    assert linked_data.place(unknown, absolute)["address"] == {"@type": "PostalAddress", "addressLocality": "Somewhere"}
    other = factories.PlaceFactory(slug="xx", city_en="City", country=Country.objects.create(code="XX", name_ar="بلد"))
    assert linked_data.place(other, absolute)["address"]["addressCountry"] == "XX"


def test_topics_and_outlets():
    topic = linked_data.describe_subject(factories.TopicFactory(), absolute)
    assert (topic["@type"], topic["termCode"], topic["alternateName"]) == ("DefinedTerm", "security", ["الأمن"])
    assert "identifier" not in topic
    outlet = linked_data.describe_subject(factories.OutletFactory(name_ar="", name_en="INA"), absolute)
    assert (outlet["@type"], outlet["identifier"]) == ("NewsMediaOrganization", "ina")
    assert {"termCode", "alternateName"}.isdisjoint(outlet)
    assert linked_data.describe_subject(factories.PlaceFactory(), absolute)["@type"] == "Place"


def test_an_article_leads_to_its_publisher():
    article = factories.ArticleFactory(slug="a", url="https://example.org/a")
    data = linked_data.report(article, absolute)
    assert data["url"] == "https://example.org/a"
    assert data["publisher"] == {"@type": "NewsMediaOrganization", "name": "Iraqi News Agency"}
    assert data["datePublished"] == "2023-11-04"
    bare = linked_data.report(factories.ArticleFactory(slug="b", url=None, outlet=None), absolute)
    assert bare["url"] == "https://mahdar.example/en/articles/b/"
    assert "publisher" not in bare


def test_an_official_has_other_names_and_offices():
    official = factories.OfficialFactory(slug="fuad", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    for name in ("Fuad Hussein", "Fouad Hussein"):
        factories.OfficialNameFactory(official=official, name=name)
    for start, end in ((date(2020, 6, 6), date(2022, 10, 27)), (date(2022, 10, 28), None)):
        factories.AppointmentFactory(official=official, start=start, end=end)
    data = linked_data.describe_person(official, absolute)
    assert data["alternateName"] == ["Fouad Hussein"]
    assert data["jobTitle"] == ["Minister of Foreign Affairs"]
    assert sorted((role["startDate"], role.get("endDate")) for role in data["hasOccupation"]) == [
        ("2020-06-06", "2022-10-27"),
        ("2022-10-28", None),
    ]
