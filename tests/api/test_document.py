"""The OpenAPI document: checked in, valid, and true of every answer."""

import json

import jsonschema
import pytest
from drf_spectacular.validation import validate_schema

from meetings.api.describing import ROUTES, load_examples
from meetings.api.start import make_openapi
from tests.conftest import ROOT

CHECKED_IN = ROOT / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def document():
    make_openapi.cache_clear()
    return make_openapi("en")


def strict(document):
    """The forms of the document, none of which takes a field that it does not name."""
    forms = json.loads(json.dumps(document["components"]["schemas"]))
    for form in forms.values():
        if form.get("properties"):
            form["additionalProperties"] = False
    return forms


def check(answer, schema, forms):
    """Raises where `answer` is not as `schema` says, or has a field that the document does not name."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": {"schemas": forms}}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(answer)


def answer_schema(document, name):
    for item in document["paths"].values():
        if item["get"]["operationId"] == name:
            return item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    raise KeyError(name)


def test_the_document_that_is_checked_in_is_the_one_that_is_served(document):
    assert json.loads(CHECKED_IN.read_text(encoding="utf-8")) == document, "The API has changed: make openapi"


def test_it_is_valid_openapi_3_1(document):
    validate_schema(document)
    assert document["openapi"].startswith("3.1")


def test_every_route_says_what_it_is_for_and_how_it_fails(document):
    operations = [item["get"] for item in document["paths"].values()]
    assert {operation["operationId"] for operation in operations} == set(ROUTES)
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert {"200", "304", "400", "406", "429", "500"} <= set(operation["responses"])
        assert operation["responses"]["200"]["content"]["application/json"]["examples"]
        for parameter in operation["parameters"]:
            assert "$ref" in parameter or parameter["description"], parameter
    for name, form in document["components"]["schemas"].items():
        assert form["description"], name
        for field, schema in form.get("properties", {}).items():
            assert name == "Facets" or schema.get("description"), f"{name}.{field}"


@pytest.mark.parametrize("name", ROUTES)
def test_an_example_has_the_form_that_is_described(document, name):
    check(load_examples()[name]["answer"], answer_schema(document, name), strict(document))


LISTS = {
    "meetings": "slug",
    "articles": "slug",
    "officials": "slug",
    "positions": "code",
    "sides": "code",
    "organisations": "code",
    "topics": "code",
    "places": "slug",
    "outlets": "code",
}


@pytest.mark.parametrize("name", LISTS)
def test_all_records_of_the_sample_archive_have_the_form_that_is_described(document, sample_archive, get, name):
    forms = strict(document)
    query = {"expand": "evidence"} if name in ("meetings", "articles") else {}
    path, found = f"{name}/", []
    while path:
        page = get(path, **query)
        check(page, answer_schema(document, name), forms)
        found += [record[LISTS[name]] for record in page["results"]]
        path, query = (page["next"] or "").partition("/api/v1/")[2], {}
    assert len(found) == len(set(found)) == page["count"] > 0
    one = name.removesuffix("s")
    record = get(f"{name}/{found[0].lower()}/")
    check(record, answer_schema(document, one), forms)
    # One that stands alone has all that is described.
    described = answer_schema(document, one)["$ref"].rpartition("/")[2]
    assert set(record) == set(forms[described]["properties"])


@pytest.mark.parametrize(
    "path", ["search/", "search/?q=بارزاني", "search/?q=برزتنى&sort=oldest", "search/?q=-", "between/fr/iq/", "",
             "suggestions/?q=ba", "between/nechirvan-barzani/fr/"]
)  # fmt: skip
def test_other_answers_have_the_form_that_is_described(document, sample_archive, client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code in (200, 301)
    if response.status_code == 301:
        response = client.get(response["Location"])
    name = path.partition("/")[0] or "start"
    check(response.json(), answer_schema(document, name), strict(document))


def test_descriptions_are_in_the_language_of_the_reader(client):
    arabic = client.get("/api/v1/openapi.json").json()
    english = client.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json()
    assert english["paths"]["/api/v1/meetings/"]["get"]["summary"] == "Meetings"
    assert arabic["paths"]["/api/v1/meetings/"]["get"]["summary"] == "اللقاءات"
    assert arabic["paths"].keys() == english["paths"].keys()
