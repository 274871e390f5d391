"""The words of the reference for developers: kinds of values, parameters and descriptions."""

import pytest
from django.utils.translation import override

from meetings.api import reference
from meetings.api.reference import mark_up


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


SEVERAL = {"type": "array", "items": {"type": "string"}}
REFERENCE = {"$ref": "#/components/schemas/Side"}


@pytest.mark.parametrize(
    ("schema", "kind", "form"),
    [
        ({"type": "string"}, "text", ""),
        ({"type": "string", "format": "date"}, "date", ""),
        ({"type": "integer", "format": "date"}, "whole number", ""),
        ({"type": ["string", "null"], "format": "uri"}, "address or null", ""),
        ({"type": "integer", "minimum": 1, "maximum": 9}, "whole number 1 to 9", ""),
        ({"type": "integer", "minimum": 1}, "whole number", ""),
        ({"type": "integer", "maximum": 9}, "whole number", ""),
        (REFERENCE, "record", "Side"),
        ({"oneOf": [REFERENCE, {"type": "null"}]}, "record or null", "Side"),
        ({"allOf": [REFERENCE]}, "record", "Side"),
        ({"type": "array", "items": REFERENCE}, "list", "Side"),
        ({"type": "array", "items": {"type": "string"}}, "list", ""),
    ],
)
def test_the_kind_of_a_field_in_words(schema, kind, form):
    document = {"components": {"schemas": {"Meeting": {"properties": {"field": schema}}}}}
    [(_, _, [field])] = reference.list_forms(document)
    assert (field.kind, field.form) == (kind, form)


@pytest.mark.parametrize(
    ("parameter", "kind", "repeated"),
    [
        ({"schema": SEVERAL, "explode": False}, "several, separated by commas", True),
        ({"schema": SEVERAL, "explode": True}, "may be repeated", True),
        ({"schema": SEVERAL}, "may be repeated", True),
        ({"schema": {"type": "string"}, "explode": False}, "text", False),
        ({"schema": {"type": "string"}}, "text", False),
    ],
)
def test_how_often_a_parameter_may_be_given(parameter, kind, repeated):
    shared = {"Language": {"name": "Accept-Language", "in": "header", "schema": {"type": "string"}}}
    route = {
        "operationId": "none", "summary": "", "description": "", "tags": ["chapter"],
        "parameters": [{"name": "side", "in": "query", **parameter}, {"$ref": "#/components/parameters/Language"}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": REFERENCE}}}},
    }  # fmt: skip
    told = reference._route("/x/", route, {"components": {"parameters": shared}})
    [shown] = told.parameters
    assert (shown.name, shown.kind, shown.repeated) == ("side", kind, repeated)
    assert (told.form, told.example, told.sample) == ("Side", "/x/", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("one <line>", "one &lt;line&gt;"),
        ("one `code` and **strong** word", "one <code>code</code> and <strong>strong</strong> word"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\n\n", "one"),
    ],
)
def test_descriptions_as_html(text, html):
    assert mark_up(text) == html
