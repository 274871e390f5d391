"""The service for OpenRefine: its manifest and answers keep the rules of the Reconciliation Service API 0.2."""

import json

import jsonschema
import pytest

from meetings.models import OldAddress
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    IdentifierFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db
SERVICE = "/api/v1/reconciliation/"

# The rules of the specification, 4.1 (manifest), 4.4 (answers), 5 (suggestions).
TYPE = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}, "required": ["id"]}
SUGGESTED = {"type": "object", "properties": {"service_url": {"type": "string"}, "service_path": {"type": "string"}}}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": {"type": "string"}, "contains": {"const": "0.2"}},
        "name": {"type": "string", "minLength": 1},
        "identifierSpace": {"type": "string", "format": "uri"},
        "schemaSpace": {"type": "string", "format": "uri"},
        "defaultTypes": {"type": "array", "items": TYPE, "uniqueItems": True},
        "view": {
            "type": "object", "required": ["url"],
            "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}},
        },
        "suggest": {
            "type": "object",
            "properties": dict.fromkeys(("entity", "type", "property"), SUGGESTED),
            "additionalProperties": False,
        },
    },
}  # fmt: skip
CANDIDATE = {
    "type": "object",
    "required": ["id", "name", "score"],
    "properties": {
        "id": {"type": "string"}, "name": {"type": "string"}, "description": {"type": "string"},
        "score": {"type": "number"}, "match": {"type": "boolean"}, "type": {"type": "array", "items": TYPE},
    },
}  # fmt: skip
ANSWERS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}
SUGGESTIONS = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": {**TYPE, "required": ["id", "name"]}}},
}


@pytest.fixture
def fuad():
    official = OfficialFactory(slug="fuad-hussein", name_ar="فؤاد حسين", name_en="Fuad Hussein")
    OfficialNameFactory(official=official, name="فؤاد حسين")
    return official


def keeps(answer, rules):
    jsonschema.Draft202012Validator(rules, format_checker=jsonschema.FormatChecker()).validate(answer)
    return answer


def ask(client, queries, method="post"):
    response = getattr(client, method)(SERVICE, {"queries": json.dumps(queries)}, headers={"accept-language": "en"})
    assert response.status_code == 200, response.content
    return keeps(response.json(), ANSWERS)


def test_the_manifest(client):
    response = client.get(SERVICE, headers={"origin": "https://openrefine.example"})
    manifest = keeps(response.json(), MANIFEST)
    assert [one["id"] for one in manifest["defaultTypes"]] == ["official", "place", "outlet", "country", "organisation"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.post(SERVICE).json() == manifest


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_batch(client, fuad, method):
    answers = ask(client, {
        "q0": {"query": "Fuad Hussein", "type": "official", "limit": 3},
        "q1": {"query": "Zzyzx Qwrty", "type": ["official", "place"], "type_strict": "any"},
    }, method)  # fmt: skip
    assert answers["q0"]["result"] == [{
        "id": "official:fuad-hussein", "name": "Fuad Hussein", "score": 100.0, "match": True,
        "type": [{"id": "official", "name": "Official"}],
    }]  # fmt: skip
    assert answers["q1"] == {"result": []}


def test_properties_decide(client, fuad):
    IdentifierFactory(official=fuad, value="Q3318231")
    properties = [{"pid": "wikidata", "v": "Q3318231"}, {"pid": "unknown", "v": [1, True]}]
    answers = ask(client, {"a": {"query": "F. H.", "properties": properties}, "b": {"properties": properties[:1]}})
    assert [one["result"][0]["match"] for one in answers.values()] == [True, True]
    matched = [{"pid": "side", "v": {"id": "country:fr", "name": "France"}}]
    assert ask(client, {"q": {"query": "فؤاد حسين", "properties": matched}})["q"]["result"]


@pytest.mark.parametrize(
    ("side", "is_match"),
    [
        ("IQ-KRI", True),
        ("Iraqi Kurdistan", True),
        ("كردستان", True),
        ("IQ", True),
        ("العراق", True),
        ("Türkiye", False),
    ],
)
def test_a_side_narrows_by_any_of_its_names_and_by_the_state_of_a_region(client, side, is_match):
    state = CountryFactory(code="IQ", name_ar="العراق", name_en="Iraq")
    CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")
    names = ["كردستان", "Iraqi Kurdistan"]
    region = CountryFactory(
        code="IQ-KRI", name_ar="إقليم كردستان", name_en="Kurdistan Region", parent=state, names=names
    )
    official = OfficialFactory(name_ar="نيجيرفان بارزاني", name_en="Nechirvan Barzani")
    AppointmentFactory(official=official, position=PositionFactory(country=region))
    OfficialNameFactory(official=official, name="نيجيرفان بارزاني")
    query = {"query": "نيجيرفان بارزاني", "properties": [{"pid": "side", "v": side}]}
    (found,) = ask(client, {"q": query})["q"]["result"]
    assert found["match"] is is_match


@pytest.mark.parametrize(
    ("queries", "message"),
    [
        ("{", "It is not JSON."),
        ("[" * 100_000, "It is not JSON."),
        ("[]", "It has to be an object"),
        ("x" * 200_001, "It is too long"),
        (json.dumps({str(n): {"query": "x"} for n in range(51)}), "At most 50 queries"),
        ('{"q": 1}', "“q” has to be an object."),
        ('{"q": {}}', "has no name to look for"),
        ('{"q": {"query": "x", "limit": "3"}}', "has to be a number from 1"),
        ('{"q": {"query": "x", "type": 3}}', "has to be a type or a list of types"),
        ('{"q": {"query": "x", "properties": [{"pid": "a"}]}}', "has to be a list with “pid” and “v”"),
    ],
)
def test_a_wrong_batch_is_refused_with_its_reason(client, queries, message):
    response = client.post(SERVICE, {"queries": queries}, headers={"accept-language": "en"})
    assert response.status_code == 400
    assert message in json.dumps(response.json(), ensure_ascii=False)


def test_suggestions(client, fuad):
    manifest = client.get(SERVICE).json()["suggest"]
    english = {"accept-language": "en"}

    def suggest(name, prefix):
        answer = client.get(manifest[name]["service_path"], {"prefix": prefix}, headers=english).json()
        return [one["id"] for one in keeps(answer, SUGGESTIONS)["result"]]

    assert suggest("entity", "fua") == ["official:fuad-hussein"]
    assert suggest("entity", "") == []
    assert suggest("type", "pla") == ["place"]
    assert suggest("property", "wiki") == ["wikidata"]
    assert suggest("property", "") == ["wikidata", "viaf", "isni", "own", "side"]


def test_an_identifier_leads_to_the_page(client, fuad):
    view = client.get(SERVICE).json()["view"]["url"].removeprefix("http://testserver")
    response = client.get(view.replace("{{id}}", "official%3Afuad-hussein"))
    assert (response.status_code, response["Location"]) == (302, "/officials/fuad-hussein/")
    assert client.get(view.replace("{{id}}", "official:x")).status_code == 404


@pytest.mark.parametrize("limit", ["NaN", "-Infinity", "0"])
def test_a_limit_that_is_not_a_number_from_1_is_refused(client, limit):
    response = client.post(SERVICE, {"queries": '{"q": {"query": "Fuad", "limit": %s}}' % limit})  # noqa: UP031
    assert response.status_code == 400
    assert "limit" in response.content.decode()


def test_a_property_has_so_many_values(client, fuad):
    IdentifierFactory(official=fuad, value="Q3318231")
    values = [f"Q{number}" for number in range(1, 10)]
    some = {"q": {"query": "F. H.", "properties": [{"pid": "wikidata", "v": [*values, "Q3318231"]}]}}
    assert ask(client, some)["q"]["result"][0]["match"]
    some["q"]["properties"][0]["v"] += ["Q99", "Q98"]
    response = client.post(SERVICE, {"queries": json.dumps(some)})
    assert response.status_code == 400
    assert "10" in response.content.decode()


def test_an_address_that_a_table_keeps_leads_to_the_record_still(client, fuad):
    OldAddress.objects.create(kind="official", slug="fwad-hsyn", record_id=fuad.pk)
    MeetingFactory(sound=True)
    response = client.get(f"{SERVICE}view/official:fwad-hsyn/")
    assert response.status_code == 302
    assert response["Location"].endswith("/officials/fuad-hussein/")
    fuad.review_state = "draft"
    fuad.save()
    assert client.get(f"{SERVICE}view/official:fwad-hsyn/").status_code == 404
