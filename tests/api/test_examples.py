"""The examples of the OpenAPI document are what the sample archive answers.

`make openapi` rewrites them (MAHDAR_REWRITE=1), since they change whenever the records of the sample archive do.
"""

import json
import os
import re

import pytest

from meetings.api.describing import EXAMPLES, ROUTES, load_examples
from meetings.api.start import make_openapi

pytestmark = pytest.mark.django_db

HOST = "mahdar.example"
VOLATILE = {"created_at": "2024-05-01T09:30:00+00:00", "updated_at": "2024-05-02T10:00:00+00:00", "score": 1.0}
CURSOR = re.compile(r"(?<=cursor=)[^&]+")


def steady(value):
    """An answer without what differs from one loading of the archive to the next."""
    if isinstance(value, dict):
        return {name: VOLATILE.get(name) or steady(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [steady(inner) for inner in value]
    return CURSOR.sub("Wy4uLl0%3Asigned", value) if isinstance(value, str) else value


@pytest.fixture
def ask(client, sample_archive, settings):
    settings.ALLOWED_HOSTS = [HOST]

    def ask(name: str, example):
        path = next(path for path, item in make_openapi("en")["paths"].items() if item["get"]["operationId"] == name)
        headers = {"Host": HOST, "Accept-Language": "en"}
        response = client.get(path.format(**example["path"]), example["query"], headers=headers)
        assert response.status_code == 200, response.content.decode()
        return steady(response.json())

    return ask


def test_every_route_has_an_example_with_something_in_it():
    assert set(load_examples()) == set(ROUTES)
    for name, example in load_examples().items():
        assert example["answer"].get("results", [name]), name


@pytest.mark.skipif("MAHDAR_REWRITE" not in os.environ, reason="only `make openapi` rewrites the examples")
def test_rewrite(ask):
    whole = {name: example | {"answer": ask(name, example)} for name, example in load_examples().items()}
    EXAMPLES.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    load_examples.cache_clear()


@pytest.mark.parametrize("name", ROUTES)
def test_an_example_is_what_is_answered(ask, name):
    example = load_examples()[name]
    answer = ask(name, example)
    if name == "search":  # how well a record fits is the search's own affair
        found = {result["meeting"]["slug"] for result in example["answer"]["results"]}
        assert found <= {
            r["meeting"]["slug"] for r in ask(name, example | {"query": example["query"] | {"limit": "50"}})["results"]
        }
        assert answer.keys() == example["answer"].keys()
    else:
        assert answer == example["answer"], "The sample archive answers otherwise now: make openapi"
