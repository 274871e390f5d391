"""Identifiers in the forms of records, in their history, and as what an editor searches for."""

import pytest

from meetings.models import Identifier, Official
from meetings.models.history import Version
from tests.admin.conftest import address, errors, form_data, offered
from tests.factories import (
    CountryFactory,
    IdentifierFactory,
    OfficialFactory,
    OrganisationFactory,
    OutletFactory,
    PlaceFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db
FACTORIES = {
    "official": OfficialFactory,
    "position": PositionFactory,
    "country": CountryFactory,
    "organisation": OrganisationFactory,
    "place": PlaceFactory,
    "outlet": OutletFactory,
}


def send(desk, kind, record, *rows):
    """Send the form of a record with these rows of identifiers."""
    page = address(f"meetings_{kind}_change", record.pk)
    data = form_data(desk.get(page))
    for place, (scheme, value) in enumerate(rows):
        data |= {f"identifiers-{place}-scheme": scheme, f"identifiers-{place}-value": value}
    return desk.post(page, data | {"identifiers-TOTAL_FORMS": len(rows)})


@pytest.mark.parametrize("kind", FACTORIES)
def test_every_form_takes_identifiers_and_its_history_keeps_them(desk, kind):
    record = FACTORIES[kind]()
    response = send(
        desk, kind, record, ("wikidata", "https://www.wikidata.org/wiki/Q3318231"), ("isni", "0000 0001 2103 2683")
    )
    assert response.status_code == 302, errors(response)
    assert [(one.scheme, one.value) for one in record.identifiers.all()] == [
        ("wikidata", "Q3318231"),
        ("isni", "0000000121032683"),
    ]
    last = Version.objects.filter(kind=kind, record_id=record.pk).order_by("number").last()
    assert [row["value"] for row in last.state["parts"]["identifiers"]] == ["Q3318231", "0000000121032683"]
    assert "Q3318231" in desk.get(address(f"meetings_{kind}_version", record.pk, last.number)).content.decode()


def test_a_wrong_one_is_shown_beside_its_box_and_nothing_is_saved(desk):
    official = OfficialFactory()
    response = send(desk, "official", official, ("isni", "0000 0001 2103 2684"))
    assert "the last one checks the others" in response.content.decode()
    assert not Identifier.objects.exists()


def test_one_that_another_official_has_is_refused_with_the_name(desk):
    IdentifierFactory(official=OfficialFactory(name_en="Fuad Hussein", name_ar="فؤاد حسين"), value="Q7")
    response = send(desk, "official", OfficialFactory(name_ar="هاكان فيدان"), ("wikidata", "Q7"))
    assert "“Fuad Hussein” has this identifier already" in response.content.decode()


def test_a_new_official_cannot_take_one_either(desk):
    IdentifierFactory(official=OfficialFactory(name_en="Fuad Hussein", name_ar="فؤاد حسين"), value="Q7")
    page = address("meetings_official_add")
    data = form_data(desk.get(page)) | {
        "name_ar": "هاكان فيدان", "review_state": "draft", "identifiers-TOTAL_FORMS": 1,
        "identifiers-0-scheme": "wikidata", "identifiers-0-value": "q7",
    }  # fmt: skip
    assert "has this identifier already" in desk.post(page, data).content.decode()
    assert not Official.objects.filter(name_ar="هاكان فيدان").exists()


def test_the_same_one_twice_is_refused(desk):
    response = send(desk, "official", OfficialFactory(), ("wikidata", "Q7"), ("wikidata", "q7"))
    assert "in another row too" in response.content.decode()


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_list_finds_a_record_by_its_identifier(desk, kind):
    record = FACTORIES[kind]()
    IdentifierFactory(**{kind: record}, value="Q17")
    IdentifierFactory(**{kind: record}, scheme="own", value="auth/9")
    for term in ("Q17", "q17", "https://www.wikidata.org/wiki/Q17", "auth/9"):
        found = desk.get(address(f"meetings_{kind}_changelist"), {"q": term}).context["cl"].queryset
        assert list(found) == [record], term
    assert not desk.get(address(f"meetings_{kind}_changelist"), {"q": "Q171"}).context["cl"].queryset


def test_autocompletes_find_an_official_by_the_identifier(desk):
    official = OfficialFactory(name_en="Fuad Hussein", name_ar="فؤاد حسين")
    OfficialFactory(name_ar="هاكان فيدان")
    IdentifierFactory(official=official, value="Q17")
    assert offered(desk, "official", "Q17") == ["Fuad Hussein"]
    side = CountryFactory()
    IdentifierFactory(country=side, value="Q796")
    found = desk.get(address("complete"), {"kind": "side", "term": "Q796"}).json()["results"]
    assert [one["value"] for one in found] == [f"country:{side.pk}"]
