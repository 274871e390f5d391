"""The OpenAPI document in the form of a page: routes by chapter, parameters, fields of the answers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.api.describing import ROUTES, load_examples

JSON = "application/json"
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ParameterText:
    """A parameter: its place (path or query), its kind of value, and its description."""

    name: str
    place: str
    kind: str
    text: SafeString
    values: list[str]
    required: bool
    example: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field of an answer; `form` is the name of the schema of the records inside it."""

    name: str
    kind: str
    form: str
    text: SafeString
    values: list[str]


@dataclass(frozen=True, slots=True)
class RouteText:
    """A route as the page shows it."""

    name: str
    path: str
    summary: str
    text: SafeString
    parameters: list[ParameterText]
    statuses: list[tuple[str, SafeString]]
    form: str
    example: str
    sample: str


@dataclass(slots=True)
class Chapter:
    """A group of related routes."""

    name: str
    text: SafeString
    routes: list[RouteText] = field(default_factory=list)


def list_chapters(document: Document) -> list[Chapter]:
    """Return all routes of the document by chapter, in the order of its tags."""
    found = {tag["name"]: Chapter(tag["name"], mark_up(tag["description"])) for tag in document["tags"]}
    for path, item in document["paths"].items():
        route = item["get"]
        found[route["tags"][0]].routes.append(_route(path, route, document))
    order = list(ROUTES)
    for chapter in found.values():
        chapter.routes.sort(key=lambda route: order.index(route.name))
    return list(found.values())


def list_forms(document: Document) -> list[tuple[str, SafeString, list[FieldText]]]:
    """Return (name, description, fields) of each schema of the document."""
    schemas = document["components"]["schemas"]
    return [(name, mark_up(schema.get("description", "")), list(_fields(schema))) for name, schema in schemas.items()]


def _route(path: str, route: Document, document: Document) -> RouteText:
    shared = document["components"]["parameters"]
    listed = [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in route["parameters"]]
    sample = load_examples().get(route["operationId"], {})
    answer = route["responses"]["200"]["content"][JSON]["schema"]
    asked = sample.get("path", {}) | sample.get("query", {})
    return RouteText(
        name=route["operationId"],
        path=path,
        summary=route["summary"],
        text=mark_up(route["description"]),
        parameters=[_asked(each, asked) for each in listed if each["in"] != "header"],
        statuses=[(status, mark_up(answer["description"])) for status, answer in route["responses"].items()],
        form=_form_of(answer),
        example=path.format(**sample.get("path", {})) + _query(sample.get("query", {})) if sample else path,
        sample=json.dumps(sample["answer"], ensure_ascii=False, indent=2) if "answer" in sample else "",
    )


def _query(query: dict[str, str]) -> str:
    return f"?{urlencode(query)}" if query else ""


def _asked(parameter: Document, asked: dict[str, str]) -> ParameterText:
    schema = parameter["schema"]
    inner = schema.get("items", schema)
    repeated = schema.get("type") == "array"
    separated = repeated and parameter.get("explode") is False
    kind = _("several, separated by commas") if separated else _("may be repeated") if repeated else _kind(schema)
    return ParameterText(
        name=parameter["name"],
        place=parameter["in"],
        kind=kind,
        text=mark_up(parameter.get("description", "")),
        values=inner.get("enum", []),
        required=parameter.get("required", False),
        example=str(asked.get(parameter["name"], "")),
        repeated=repeated,
    )


def _fields(schema: Document) -> Iterator[FieldText]:
    for name, inner in schema.get("properties", {}).items():
        items = inner.get("items", {})
        yield FieldText(
            name=name,
            kind=_("list") if inner.get("type") == "array" else _kind(inner),
            form=_form_of(items or inner),
            text=mark_up(inner.get("description", "")),
            values=inner.get("enum", []),
        )


def _form_of(schema: Document) -> str:
    """Return the name of the schema that `schema` refers to; empty if it refers to none."""
    for option in [schema, *schema.get("oneOf", []), *schema.get("allOf", [])]:
        if "$ref" in option:
            return str(option["$ref"]).rpartition("/")[2]
    return ""


def _kind(schema: Document) -> str:
    """Return the kind of a value in words."""
    kinds = schema.get("type", "")
    names = [kinds] if isinstance(kinds, str) else kinds
    known = {
        "string": _("text"),
        "integer": _("whole number"),
        "number": _("number"),
        "boolean": _("true or false"),
        "null": _("or null"),
        "object": _("record"),
        "": _("record"),
    }
    formats = {"date": _("date"), "date-time": _("moment"), "uri": _("address")}
    words = [formats.get(schema.get("format", ""), known.get(name, name)) if name == "string" else known[name]
             for name in names]  # fmt: skip
    if "maximum" in schema and "minimum" in schema:
        words.append(_("%(least)s to %(most)s") % {"least": schema["minimum"], "most": schema["maximum"]})
    nullable = any(option.get("type") == "null" for option in schema.get("oneOf", []))
    return " ".join([*words, *([known["null"]] if nullable else [])])


_MARK = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


def mark_up(text: str) -> SafeString:
    """Return a description as HTML, with its paragraphs, `code` and **strong** words. It has no other markup."""
    paragraphs = [_in_line(paragraph) for paragraph in str(text).split("\n\n") if paragraph]
    if len(paragraphs) < 2:
        return paragraphs[0] if paragraphs else mark_safe("")
    return format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in paragraphs))


def _in_line(text: str) -> SafeString:
    pieces: list[str] = []
    at = 0
    for mark in _MARK.finditer(text):
        pieces.append(escape(text[at : mark.start()]))
        code, strong = mark.groups()
        pieces.append(f"<code>{escape(code)}</code>" if code else f"<strong>{escape(strong)}</strong>")
        at = mark.end()
    pieces.append(escape(text[at:]))
    return mark_safe("".join(pieces))  # every piece is escaped above
