"""The parameters of the routes: classes that validate them and describe them in the OpenAPI document."""

import difflib
from datetime import UTC, datetime
from typing import Any, get_args

from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.fields import CharField, ChoiceField, DateField, DateTimeField, IntegerField, ListField
from rest_framework.request import Request

from meetings.api.problems import ParameterError
from meetings.models import Article, Meeting
from meetings.search import FACETS, Facet, Sort

MAX_VALUES = 20  # of one parameter
MAX_PAGE_RECORDS, PAGE_RECORDS = 100, 20
KEY = r"^[A-Za-z0-9_-]{1,160}$"  # the pattern of slugs and codes
EXPANDABLE = "evidence"


class Moment(DateTimeField):
    """A time in ISO 8601, which is converted to UTC; without a time zone it is in UTC."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=UTC, **options)

    def to_internal_value(self, value: Any) -> datetime:
        moment: datetime = super().to_internal_value(value)
        try:
            return moment.astimezone(UTC)
        except OverflowError:  # the first or the last day of the calendar, in another time zone
            self.fail("overflow")
            raise  # not reached, since `fail` raises; for the type checker


def make_keys_field(help_text: Any) -> ListField:
    """Return a parameter with slugs or codes; a record matches if it has any of them."""
    wrong = gettext_lazy("Slugs and codes are made of Latin letters, digits, hyphens and underscores.")
    child = CharField(validators=[RegexValidator(KEY, wrong)])
    return ListField(child=child, required=False, max_length=MAX_VALUES, help_text=help_text)


def make_choices_field(values: Any, help_text: Any) -> ListField:
    """Return a parameter with some of the given values; a record matches if it has any of them."""
    return ListField(child=ChoiceField(values), required=False, max_length=MAX_VALUES, help_text=help_text)


def make_words_field(longest: int, help_text: Any) -> CharField:
    """Return a parameter with any text of at most `longest` characters."""
    wrong = gettext_lazy("A text cannot contain the character with the code 0.")
    return CharField(
        required=False,
        allow_blank=True,
        max_length=longest,
        help_text=help_text,
        validators=[RegexValidator(r"^[^\x00]*$", wrong)],
    )


def make_facet_field(facet: Facet) -> ListField:
    """Return the parameter with values of a facet of the search."""
    if facet.choices:
        return make_choices_field(facet.choices, facet.help_text)
    if facet.is_number:
        child = IntegerField(min_value=1000, max_value=9999)
        return ListField(child=child, required=False, max_length=MAX_VALUES, help_text=facet.help_text)
    return make_keys_field(facet.help_text)


class Parameters(serializers.Serializer):
    """Parameters of a route. `read` refuses all others, so that the client notices a misspelt filter."""


class ListParameters(Parameters):
    """The parameters of all lists."""

    cursor = CharField(
        required=False,
        max_length=1000,
        validators=[RegexValidator(r"^[A-Za-z0-9_:-]+$", gettext_lazy("This cursor is not valid."))],
        help_text=gettext_lazy("Start of the page: copy it from `next` or `previous` without changes."),
    )
    limit = IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PAGE_RECORDS,
        default=PAGE_RECORDS,
        help_text=gettext_lazy("Records of a page."),
    )


class MeetingParameters(ListParameters):
    """The parameters of the list of meetings."""

    date_from = DateField(required=False, help_text=gettext_lazy("First day (ISO 8601)."))
    date_to = DateField(required=False, help_text=gettext_lazy("Last day, inclusive."))
    updated_since = Moment(required=False, help_text=gettext_lazy("Only records changed at this moment or later."))
    kind = make_choices_field(Meeting.Kind.choices, gettext_lazy("Kind of meeting; repeat it for several."))
    side = make_keys_field(
        gettext_lazy("Code of a country, region or organisation that took part; repeat it for any of several.")
    )
    organisation = make_keys_field(gettext_lazy("Code of an organisation that took part."))
    official = make_keys_field(gettext_lazy("Slug of an official who took part."))
    topic = make_keys_field(gettext_lazy("Code of a topic."))
    place = make_keys_field(gettext_lazy("Slug of the place."))
    outlet = make_keys_field(gettext_lazy("Code of an outlet that reports it."))


class OfficialParameters(ListParameters):
    """The parameters of the list of officials."""

    name = make_words_field(200, gettext_lazy("Part of any of the names, in any spelling and script."))
    side = make_keys_field(gettext_lazy("Code of a side whose office they held or which they represented."))
    organisation = make_keys_field(
        gettext_lazy("Code of an organisation whose office they held or which they represented.")
    )
    updated_since = Moment(required=False, help_text=gettext_lazy("Only records changed at this moment or later."))


class PositionParameters(ListParameters):
    """The parameters of the list of offices."""

    side = make_keys_field(gettext_lazy("Code of the side of the office."))
    organisation = make_keys_field(gettext_lazy("Code of the organisation of the office."))


class ArticleParameters(ListParameters):
    """The parameters of the list of articles."""

    outlet = make_keys_field(gettext_lazy("Code of the outlet."))
    meeting = make_keys_field(gettext_lazy("Slug of a meeting that it reports."))
    date_from = DateField(required=False, help_text=gettext_lazy("First day of publication (ISO 8601)."))
    date_to = DateField(required=False, help_text=gettext_lazy("Last day of publication, inclusive."))
    text_kind = make_choices_field(Article.TextKind.choices, gettext_lazy("What the archive holds of its text."))


class SearchParameters(Parameters):
    """The parameters of the search, with the names that the addresses of the site's search page have."""

    q = make_words_field(
        500,
        gettext_lazy(
            "The query, in the query language of the site. If empty: everything that matches the other parameters."
        ),
    )
    sort = ChoiceField(
        get_args(Sort),
        required=False,
        help_text=gettext_lazy("Order of the results: by relevance if there is a query, newest first if not."),
    )
    page = IntegerField(required=False, min_value=1, max_value=10_000, default=1, help_text=gettext_lazy("Page."))
    limit = IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PAGE_RECORDS,
        default=PAGE_RECORDS,
        help_text=gettext_lazy("Results of a page."),
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        days = {
            "from": make_words_field(40, gettext_lazy("First day: a year or a date, in digits or in words.")),
            "to": make_words_field(40, gettext_lazy("Last day, inclusive; of a year its last.")),
        }
        others = super().get_fields()
        facets = {facet.name: make_facet_field(facet) for facet in FACETS}
        parties = [facet.name for facet in FACETS if facet.has_parties]
        any_of = make_choices_field(
            [(name, name) for name in parties],
            gettext_lazy("Facets of whose chosen values one is enough; without it, all of them take part."),
        )
        return {"q": others.pop("q"), **facets, "any": any_of, **others, **days}


class SuggestionParameters(Parameters):
    """The parameters of the suggestions."""

    q = make_words_field(80, gettext_lazy("The first letters of a name, in any script; at least two."))
    limit = IntegerField(
        required=False, min_value=1, max_value=20, default=8, help_text=gettext_lazy("Most suggestions to give.")
    )


def read(form: type[Parameters], request: Request, others: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the parameters of `request`.

    Args:
        form: The class of the parameters.
        request: The request.
        others: Names of parameters that the caller reads itself.

    Raises:
        ParameterError: A parameter is unknown, empty or given too often; the error names each one.
    """
    asked = form(data=request.query_params)
    known = [*asked.fields, *others]
    wrong = {}
    for name, values in request.query_params.lists():
        field = asked.fields.get(name)
        if name not in known:
            wrong[name] = _unknown(name, known)
        elif len(values) > 1 and not isinstance(field, ListField):
            wrong[name] = _("This parameter may be given only once.")
        elif "" in values and not getattr(field, "allow_blank", False):
            wrong[name] = _("This parameter is empty. Leave it out or give it a value.")
    if wrong:
        raise ParameterError(**wrong)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name[:40], known, 1)
    if near:
        return _("There is no such parameter. Did you mean “%(near)s”?") % {"near": near[0]}
    return _("There is no such parameter. The parameters are: %(names)s.") % {"names": ", ".join(known)}


def read_names(request: Request, name: str, among: list[str]) -> list[str]:
    """Return the names in a parameter such as `fields=slug,date`.

    Raises:
        ParameterError: A name is not `among` the allowed ones.
    """
    text = request.query_params.get(name)
    if not text:
        return []
    names = [part.strip() for part in text.split(",")]
    unknown = [part for part in names if part not in among]
    if unknown:
        message = _("“%(value)s” is not one of: %(names)s.") % {"value": unknown[0][:60], "names": ", ".join(among)}
        raise ParameterError(**{name: message})
    return names
