"""What the OpenAPI document says of each route."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from meetings.api import answers, parameters, shapes
from meetings.api.problems import MEDIA_TYPE, TITLES

View = TypeVar("View", bound=Any)
JSON = "application/json"
EXAMPLES = Path(__file__).with_name("examples.json")


@dataclass(frozen=True)
class Route:
    """A route: `tag` is its chapter; `key` the name of a record's key in its address."""

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


SLUG = _in_path("slug", shapes.SLUG)
CODE = _in_path("code", _("The record's code."))
PARTY = _("Code of a side in lower case, or slug of an official.")

ROUTES: dict[str, Route] = {
    "meetings": Route(
        "meetings", _("Meetings"), _("Published meetings, the latest first; several conditions must all hold."),
    ),
    "meeting": Route("meetings", _("A meeting"), _("One meeting with the words that state its facts."), more=(SLUG,)),
    "articles": Route(
        "articles", _("Articles"), _("Reports of published meetings: what they say of themselves, not their texts."),
    ),
    "article": Route("articles", _("An article"), _("One report, with the words that state facts."), more=(SLUG,)),
    "officials": Route("officials", _("Officials"), _("Published officials with names, offices and meetings counted.")),
    "official": Route("officials", _("An official"), _("One official."), more=(SLUG,)),
    "positions": Route("positions", _("Offices"), _("Offices of sides, with those who held them.")),
    "position": Route("positions", _("An office"), _("One office and who held it."), more=(CODE,)),
    "sides": Route("sides", _("Countries and regions"), _("Countries and self-governing regions that met others.")),
    "side": Route("sides", _("A country or region"), _("One country or region that met others."), more=(CODE,)),
    "organisations": Route("organisations", _("Organisations"), _("Organisations that met others.")),
    "organisation": Route(
        "organisations", _("An organisation"), _("One organisation that met others."), more=(CODE,)
    ),
    "topics": Route("topics", _("Topics"), _("What meetings are about.")),
    "topic": Route("topics", _("A topic"), _("One topic."), more=(CODE,)),
    "places": Route("places", _("Places"), _("Where meetings took place.")),
    "place": Route("places", _("A place"), _("One place."), more=(SLUG,)),
    "outlets": Route("outlets", _("Outlets"), _("Whose reports are in the archive.")),
    "outlet": Route("outlets", _("An outlet"), _("One outlet."), more=(CODE,)),
    "search": Route(
        "search",
        _("Search"),
        _(
            "The search of the site, with its query language and facets: `\"phrases\"`, `-word`, `word OR word`, "
            "`person:name`, `year:2019-2021`, `word*`, in Arabic or English. What cannot be read is left out and told "
            "in `notices`. Values of one facet widen the result, several facets narrow it."
        ),
        answer=answers.SearchAnswer,
        form=parameters.SearchParameters,
        statuses=(503,),
    ),
    "suggestions": Route(
        "search",
        _("Suggestions"),
        _("Officials, sides and topics whose names begin with some letters, in any script."),
        answer=answers.Suggestions,
        form=parameters.SuggestionParameters,
    ),
    "between": Route(
        "between",
        _("Between two"),
        _("Two sides or people: when they met, about what, who spoke, and their meetings in pages."),
        answer=answers.BetweenAnswer,
        more=(_in_path("first", PARTY), _in_path("second", PARTY)),
        moves=True,
        statuses=(404,),
    ),
    "start": Route(
        "start", _("What there is"), _("How much is in the archive, and the addresses of all routes."),
        answer=answers.Start,
    ),
}  # fmt: skip


@cache
def examples() -> dict[str, Any]:
    """Answers of the sample archive by name of the route: what was asked and what was given."""
    return json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.exists() else {}


def described(name: str) -> Callable[[View], View]:
    """A decorator: the OpenAPI document says of this view what stands above under `name`."""

    def describe(view: View) -> View:
        route = ROUTES[name]
        is_list = hasattr(view, "orders")
        is_detail = hasattr(view, "find")
        shape = getattr(view, "shape", None)
        answer = route.answer or (shapes.page_shape(view.shape) if is_list else shape)
        asked = [route.form or (view.form if is_list else None), *route.more, *_choosing(view, shape, is_list)]
        statuses = {400, 406, 429, 500, *route.statuses, *({404} if is_detail or is_list else ())}
        responses: dict[Any, Any] = {(200, JSON): OpenApiResponse(answer, description=_("The answer."))}
        if route.moves or is_detail:
            responses[301] = OpenApiResponse(description=_("The record has another address now: see `Location`."))
        responses |= {
            (status, MEDIA_TYPE): OpenApiResponse(answers.Problem, description=TITLES[status])
            for status in sorted(statuses)
        }
        schema = extend_schema(
            operation_id=name,
            tags=[route.tag],
            summary=route.summary,
            description=route.description,
            parameters=[each for each in asked if each],
            responses=responses,
            examples=_examples(name),
            auth=[],
        )
        view.get = schema(_own(view.get))
        return view

    return describe


def _own(get: Any) -> Any:
    """`get` as a function of its own: a description is kept in the function, and views inherit theirs."""

    @wraps(get)
    def answer(self: Any, request: Request, **where: str) -> Any:
        return get(self, request, **where)

    return answer


def _choosing(view: Any, shape: type[shapes.Shape] | None, is_list: bool) -> list[OpenApiParameter]:
    found = []
    if shape is not None:
        names = shapes.field_names(shape)
        text = _("Fields of the records to give, separated by commas; all of them where it is left out.")
        found.append(_several("fields", names, text))
    if getattr(view, "expandable", False):
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
    example = examples().get(name, {})
    if "answer" not in example:
        return []
    return [
        OpenApiExample(name, value=example["answer"], response_only=True, status_codes=["200"], media_type=JSON),
    ]
