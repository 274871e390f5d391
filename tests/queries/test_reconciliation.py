"""Which public record a name of another table means, and how sure that is."""

import pytest

from meetings.queries.reconciliation import Candidate, NameQuery, find_record, reconcile, suggest_records
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    IdentifierFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db


def official(name_ar, name_en, **more):
    made = OfficialFactory(name_ar=name_ar, name_en=name_en, **more)
    OfficialNameFactory(official=made, name=name_ar)
    OfficialNameFactory(official=made, name=name_en, script="Latn")
    return made


@pytest.fixture
def fuad():
    return official("فؤاد حسين", "Fuad Hussein", slug="fuad-hussein")


def found(name, **more) -> list[tuple[str, float, bool]]:
    return [(one.id, one.score, one.is_match) for one in reconcile(NameQuery(name, **more))]


@pytest.mark.parametrize("name", ["فؤاد حسين", "Fuad Hussein", "fuad hussein", "فوآد حسین"])
def test_a_name_on_record_is_certain(fuad, name):
    assert found(name) == [("official:fuad-hussein", 100.0, True)]


@pytest.mark.parametrize("name", ["Fouad Hussain", "فؤاد محمد حسين"])
def test_other_spellings_and_longer_forms_are_found_by_the_matcher(fuad, name):
    ((key, score, _match),) = found(name)
    assert key == "official:fuad-hussein"
    assert 70 <= score < 100


def test_two_of_one_name_are_not_certain(fuad):
    official("فؤاد حسين", "Fuad Hussein", slug="fuad-hussein-2")
    assert [match for _id, _score, match in found("فؤاد حسين")] == [False, False]


def test_another_given_name_is_another_person():
    official("محمود عباس", "Mahmoud Abbas")
    assert not any(match for _id, _score, match in found("محمد عباس"))


def test_drafts_are_left_out(fuad):
    official("هاكان فيدان", "Hakan Fidan", review_state="draft")
    assert found("هاكان فيدان") == []
    assert find_record("official:hakan") is None


def test_an_identifier_is_certain_beside_any_name(fuad):
    IdentifierFactory(official=fuad, value="Q3318231")
    IdentifierFactory(official=OfficialFactory(review_state="draft"), value="Q5")
    assert found("Q3318231") == [("official:fuad-hussein", 100.0, True)]
    assert found("F. H.", properties={"wikidata": ["https://www.wikidata.org/wiki/Q3318231"]})[0][2]
    assert found("Q5") == []


def test_a_person_of_another_side_is_less_likely(fuad):
    AppointmentFactory(official=fuad, position=PositionFactory(country=CountryFactory(code="IQ")))
    assert found("فؤاد حسين", properties={"side": ["IQ"]})[0][2]
    assert found("فؤاد حسين", properties={"side": ["France"]}) == [("official:fuad-hussein", 70.0, False)]


def test_the_type_and_the_limit_narrow(fuad):
    iraq = CountryFactory()
    meeting = MeetingFactory(place=PlaceFactory(country=iraq))
    ParticipationFactory(meeting=meeting, official=fuad, country=iraq)
    assert found("العراق", kinds=["country"]) == [("country:iq", 100.0, True)]
    assert found("العراق", kinds=["official"]) == []
    assert found("بغداد", kinds=["place"]) == [("place:iq-baghdad", 100.0, True)]
    assert found("فؤاد حسين", limit=1)[0][0] == "official:fuad-hussein"
    assert find_record("country:iq") == iraq
    assert find_record("topic:x") is None
    assert found("؟؟") == []


def test_a_candidate_says_who_it_is(fuad):
    assert Candidate("official", fuad, 1.0).description == ""
    AppointmentFactory(official=fuad, position=PositionFactory())
    fuad.refresh_from_db()
    assert "وزير" in Candidate("official", fuad, 1.0).description
    assert Candidate("country", CountryFactory(), 1.0).description


def test_names_complete(fuad):
    assert [one.id for one in suggest_records("fua", ["official"], 5)] == ["official:fuad-hussein"]
