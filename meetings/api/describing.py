"""The descriptions of the routes in the OpenAPI document."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request

from meetings.api import answers, parameters, shapes
from meetings.models.kinds import KINDS
from meetings.queries.fields.shared import SLUG
from meetings.queries.problems import MEDIA_TYPE, TITLES
from meetings.queries.records import RecordType

View = TypeVar("View", bound=Any)
JSON = "application/json"
EXAMPLES = Path(__file__).with_name("examples.json")


@dataclass(frozen=True)
class Route:
    """The description of a route.

    `tag` is its chapter. `answer` and `form` describe the answer and the parameters if these do not follow from the
    view. `more` are further parameters, `statuses` further errors. `moves` says whether the route may answer with 301.
    """

    tag: str
    summary: Any
    description: Any
    answer: Any = None
    form: Any = None
    more: tuple[OpenApiParameter, ...] = ()
    moves: bool = False
    statuses: tuple[int, ...] = ()


def _in_path(name: str, help_text: Any) -> OpenApiParameter:
    schema = {"type": "string", "pattern": parameters.KEY}
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, description=help_text, required=True)


SLUG_PART = _in_path("slug", SLUG.description)
CODE_PART = _in_path("code", _("The record's code."))
PARTY = _("Code of a side in lower case, or slug of an official.")

ROUTES: dict[str, Route] = {
    "meetings": Route(
        "meetings", _("Meetings"), _("Published meetings, newest first. Several conditions must all hold."),
    ),
    "meeting": Route(
        "meetings", _("A meeting"), _("One meeting with the words that state its facts."), more=(SLUG_PART,)
    ),
    "articles": Route(
        "articles", _("Articles"), _("Reports of published meetings: what they say of themselves, not their texts."),
    ),
    "article": Route("articles", _("An article"), _("One report, with the words that state facts."), more=(SLUG_PART,)),
    "officials": Route("officials", _("Officials"), _("Published officials with names, offices and meetings counted.")),
    "official": Route("officials", _("An official"), _("One official."), more=(SLUG_PART,)),
    "positions": Route("positions", _("Offices"), _("Offices of sides, with those who held them.")),
    "position": Route("positions", _("An office"), _("One office and who held it."), more=(CODE_PART,)),
    "sides": Route("sides", _("Countries and regions"), _("Countries and self-governing regions with meetings.")),
    "side": Route("sides", _("A country or region"), _("One country or region with meetings."), more=(CODE_PART,)),
    "organisations": Route("organisations", _("Organisations"), _("Organisations with meetings.")),
    "organisation": Route(
        "organisations", _("An organisation"), _("One organisation with meetings."), more=(CODE_PART,)
    ),
    "topics": Route("topics", _("Topics"), _("Subjects of meetings.")),
    "topic": Route("topics", _("A topic"), _("One topic."), more=(CODE_PART,)),
    "places": Route("places", _("Places"), _("Places of meetings.")),
    "place": Route("places", _("A place"), _("One place."), more=(SLUG_PART,)),
    "outlets": Route("outlets", _("Outlets"), _("Outlets that published the reports.")),
    "outlet": Route("outlets", _("An outlet"), _("One outlet."), more=(CODE_PART,)),
    "search": Route(
        "search",
        _("Search"),
        _(
            "The search of the site, with its query language and facets: `\"phrases\"`, `-word`, `word OR word`, "
            "`person:name`, `year:2019-2021`, `word*`, in Arabic or English. A filter that cannot be read "
            "matches nothing; `notices` says which one. Several facets narrow the result. Several people, countries or "
            "organisations narrow it too, unless `any` names their facet; several values of another facet widen it."
        ),
        answer=answers.SearchAnswerSerializer,
        form=parameters.SearchParameters,
        statuses=(422, 503),
    ),
    "suggestions": Route(
        "search",
        _("Suggestions"),
        _(
            "Officials, sides, places and topics whose names begin with some letters, in any script, and the officials "
            "who hold or held an office of such a name."
        ),
        answer=answers.SuggestionsSerializer,
        form=parameters.SuggestionParameters,
    ),
    "between": Route(
        "between",
        _("Between two"),
        _("Two sides or people: when they met, about what, who spoke, and their meetings in pages."),
        answer=answers.BetweenAnswerSerializer,
        more=(_in_path("first", PARTY), _in_path("second", PARTY)),
        moves=True,
        statuses=(404,),
    ),
    "start": Route(
        "start", _("Overview"), _("Size of the archive and the URLs of all endpoints."),
        answer=answers.StartSerializer,
    ),
}  # fmt: skip
# A kind of record without a description above has the names of its row in models/kinds.py.
for _kind in KINDS:
    if _kind.meetings_path:
        _part = CODE_PART if _kind.key == "code" else SLUG_PART
        ROUTES.setdefault(_kind.folder, Route(_kind.folder, _kind.list_label, _kind.list_label))
        ROUTES.setdefault(_kind.folder.removesuffix("s"), Route(_kind.folder, _kind.label, _kind.label, more=(_part,)))


@cache
def load_examples() -> dict[str, Any]:
    """Return the examples by name of the route: requests to the sample archive, each with its answer."""
    return json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.exists() else {}


def describe_route(name: str) -> Callable[[View], View]:
    """Return a decorator that adds the description `ROUTES[name]` to a view, for the OpenAPI document."""

    def describe(view: View) -> View:
        route = ROUTES[name]
        is_list, is_detail = issubclass(view, ListAPIView), issubclass(view, RetrieveAPIView)
        form: RecordType | None = getattr(view, "record_type", None)
        answer = route.answer
        if is_list and form is not None:
            _listed[form.name] = form
        if answer is None and form is not None:
            answer = shapes.page_shape(form) if is_list else shapes.make_serializer(form)
        asked = [
            route.form or (view.parameters_class if is_list else None),
            *route.more,
            *_choosing(view, form, is_list),
        ]
        statuses = {400, 406, 429, 500, *route.statuses, *({404} if is_detail or is_list else ())}
        if route.moves or is_detail:
            statuses.add(410)
        responses: dict[Any, Any] = {(200, JSON): OpenApiResponse(answer, description=_("The answer."))}
        if route.moves or is_detail:
            responses[301] = OpenApiResponse(description=_("The record has another address now: see `Location`."))
        responses |= {
            (status, MEDIA_TYPE): OpenApiResponse(answers.ProblemSerializer, description=TITLES[status])
            for status in sorted(statuses)
        }
        extension = extend_schema(
            operation_id=name,
            tags=[route.tag],
            summary=route.summary,
            description=route.description,
            parameters=[each for each in asked if each],
            responses=responses,
            examples=_examples(name),
            auth=[],
        )
        view.get = extension(_own(view.get))
        return view

    return describe


def list_listed_forms() -> list[RecordType]:
    """Return the kinds of record that have a list. A request for a list may ask for only some of their fields."""
    return list(_listed.values())


_listed: dict[str, RecordType] = {}


def _own(get: Any) -> Any:
    """Return a copy of `get`. drf-spectacular stores the description in the function, which views may inherit."""

    @wraps(get)
    def answer(self: Any, request: Request, **where: str) -> Any:
        return get(self, request, **where)

    return answer


def _choosing(view: Any, form: RecordType | None, is_list: bool) -> list[OpenApiParameter]:
    found = []
    if form is not None:
        names = form.names
        text = _("Fields of the records to give, separated by commas; all of them where it is left out.")
        found.append(_several("fields", names, text))
    if getattr(view, "is_expandable", False):
        text = _("What to give in addition: `evidence`, the words that state the facts.")
        found.append(_several("expand", [parameters.EXPANDABLE], text))
    if is_list:
        names = list(view.orders)
        text = _("Order of the list; with a hyphen before it, downwards.")
        schema = {"type": "string", "enum": names, "default": names[0]}
        found.append(OpenApiParameter("order", schema, description=text))
    return found


def _several(name: str, values: list[str], help_text: Any) -> OpenApiParameter:
    schema = {"type": "array", "items": {"type": "string", "enum": values}, "minItems": 1}
    return OpenApiParameter(name, schema, description=help_text, style="form", explode=False)


def _examples(name: str) -> list[OpenApiExample]:
    example = load_examples().get(name, {})
    if "answer" not in example:
        return []
    return [
        OpenApiExample(name, value=example["answer"], response_only=True, status_codes=["200"], media_type=JSON),
    ]
