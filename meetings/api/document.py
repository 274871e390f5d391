"""The parts of the OpenAPI document that the generator cannot find out."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.api.describing import list_listed_forms
from meetings.models.kinds import KINDS
from meetings.models.languages import list_language_codes
from meetings.queries.licence import DATA_LICENCE

ABOUT = _(
    "Read-only access to an archive of diplomatic meetings. Anyone can read, from any site, "
    "without a key. Only published records are given, each with its reports.\n\n"
    "**Lists** come in pages: follow `next` until it is null. A cursor stays valid while records "
    "are added.\n\n"
    "**Parameters** that are not described are refused, so that no misspelt filter goes "
    "unnoticed.\n\n"
    "**Languages**: names and texts are given in Arabic and English side by side; labels, notices"
    " and errors follow `Accept-Language`.\n\n"
    "**Caching**: answers have an `ETag`; asked again with `If-None-Match`, what is unchanged is "
    "answered with 304.\n\n"
    "**Limits**: `RateLimit` tells how many more requests this address may send and when the "
    "count starts again; beyond it the answer is 429 with `Retry-After`.\n\n"
    "**Errors** are problem details (RFC 9457); `errors` names the parameters at fault."
)
TAGS = {
    "start": _("Where to begin"),
    "meetings": _("Who met whom, when, where and about what"),
    "officials": _("The people who met"),
    "positions": _("The offices they held"),
    "sides": _("Countries and self-governing regions"),
    "organisations": _("Organisations, coalitions and parties"),
    "topics": _("Subjects of meetings"),
    "places": _("Places of meetings"),
    "outlets": _("Outlets that published the reports"),
    "articles": _("The reports"),
    "search": _("Full text, in Arabic and English"),
    "between": _("Relations of two sides or people"),
}
HEADERS = {
    "ETag": _("What this answer is recognised by; send it back in `If-None-Match`."),
    "RateLimit-Policy": _("The limit: `q` requests in `w` seconds."),
    "RateLimit": _("Requests left: `r`; in `t` seconds more are available."),
}
LANGUAGE = {
    "in": "header",
    "name": "Accept-Language",
    "schema": {"type": "string", "default": list_language_codes()[0], "examples": list_language_codes()},
}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add the parts that all routes share, and the required fields of records, to `result`.

    This is a hook of drf-spectacular, which passes the other arguments.
    """
    result["info"] |= {
        "description": str(ABOUT),
        "license": {"name": DATA_LICENCE.name, "identifier": DATA_LICENCE.identifier},
    }
    tags = {kind.folder: kind.list_label for kind in KINDS if kind.meetings_path} | TAGS
    result["tags"] = [{"name": name, "description": str(tags[name])} for name in dict.fromkeys([*TAGS, *tags])]
    components = result["components"]
    for form in list_listed_forms():
        components["schemas"][form.name]["required"] = [form.key]
    components["headers"] = {
        name: {"description": str(text), "schema": {"type": "string"}} for name, text in HEADERS.items()
    }
    language = LANGUAGE | {"description": str(_("Language of labels, notices and errors."))}
    components["parameters"] = {"Language": language}
    for path in result["paths"].values():
        _complete_route(path["get"])
    _drop(result, "x-spec-enum-id")
    return result


def _complete_route(route: dict[str, Any]) -> None:
    parameters = route.setdefault("parameters", [])
    for parameter in parameters:
        options = parameter["schema"].get("oneOf", [])
        if {"type": "string", "maxLength": 0} in options:  # a text that may be empty, which its pattern already allows
            parameter["schema"] = options[0]
    parameters.append({"$ref": "#/components/parameters/Language"})
    responses = route["responses"]
    responses["200"]["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    responses["304"] = {"description": str(_("Unchanged since the answer that `If-None-Match` names."))}
    if "301" in responses:
        responses["301"]["headers"] = {
            "Location": {"schema": {"type": "string"}, "description": str(_("The present address."))}
        }
    responses["429"]["headers"] = {
        "Retry-After": {"schema": {"type": "integer"}, "description": str(_("Seconds to wait."))}
    }
    route["responses"] = dict(sorted(responses.items()))


def _drop(node: Any, name: str) -> None:
    """Remove the key `name`, an internal mark of the generator, from all parts of the document."""
    if isinstance(node, dict):
        node.pop(name, None)
        for value in node.values():
            _drop(value, name)
    elif isinstance(node, list):
        for value in node:
            _drop(value, name)
