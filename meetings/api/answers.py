"""Serializers that describe the answers other than lists and records: search, suggestions, between, start, errors."""

from typing import Any, get_args

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DictField,
    FloatField,
    IntegerField,
    ListField,
    URLField,
)

from meetings.api.shapes import AnswerSerializer, make_key_field, make_serializer, make_words_field, shape
from meetings.models import Wording
from meetings.queries.fields.meetings import MEETING
from meetings.queries.fields.people import PERSON
from meetings.queries.fields.shared import ADDRESS, LICENCE_FIELD
from meetings.queries.fields.sides import SIDE, TOPIC
from meetings.search import FACET_NAMES, SUGGESTION_KINDS, Sort

QUERY_PART_KINDS = ("person", "role", "side", "place", "topic", "kind", "period")
HOW = ("spelling", "form", "root", "lexicon", "script", "typo", "parts", "prefix", "alias")
# Any, since a type checker accepts no class that a function made as a base class.
PersonSerializer: Any = make_serializer(PERSON)
TopicSerializer: Any = make_serializer(TOPIC)


class PieceSerializer(AnswerSerializer):
    """A piece of a text. The pieces together are the text."""

    text = make_words_field(_("Part of the text."), trim_whitespace=False)
    marked = BooleanField(help_text=_("Whether the query matched these words."))


class WhySerializer(AnswerSerializer):
    """The reason why a word of the text matched a word of the query, if it is not obvious."""

    query_word = make_words_field(_("Word of the query."))
    matched_word = make_words_field(_("Word of the text."))
    how = ChoiceField(HOW, help_text=_("How the two words are related."))
    message = make_words_field(_("The same as a sentence."))


class MissingSerializer(AnswerSerializer):
    """A part of the query that a meeting lacks."""

    typed = make_words_field(_("The words of the query."))
    is_named = BooleanField(help_text=_("Whether its texts name it, though the record does not have it."))


class ResultSerializer(AnswerSerializer):
    """A meeting that was found."""

    meeting = shape(MEETING, help_text=_("The meeting."))
    score = FloatField(help_text=_("How well it fits the query; comparable within one answer only."))
    title = PieceSerializer(many=True, help_text=_("The headline, with the words that matched marked."))
    snippet = PieceSerializer(many=True, help_text=_("A few words around the matches, or the first words of the text."))
    snippet_wording = ChoiceField(Wording.choices, help_text=_("Whose words the snippet is. Quote only the outlet's."))
    is_partial = BooleanField(help_text=_("Whether it has only some of what the query asks for."))
    missing = MissingSerializer(many=True, help_text=_("What it lacks."))
    why = WhySerializer(many=True, help_text=_("Matches that may surprise the reader."))


class PartValueSerializer(AnswerSerializer):
    """A value of a fact of a meeting."""

    facet = make_key_field(_("A facet, or `role`."))
    value = make_key_field(_("Its value: slug, code or kind; of a role the office and the side."))


class PartSerializer(AnswerSerializer):
    """A part of the query that was read as a condition on the facts of a meeting."""

    kind = ChoiceField(QUERY_PART_KINDS, help_text=_("What it names."))
    typed = make_words_field(_("The words of the query."))
    label = make_words_field(_("The name of the record that it means; its words if these mean several."))
    values = PartValueSerializer(many=True, help_text=_("The facts of which one is enough."))
    first = DateField(allow_null=True, help_text=_("First day of a period; null without one."))
    last = DateField(allow_null=True, help_text=_("Last day of a period; null without one."))
    month = IntegerField(allow_null=True, min_value=1, max_value=12, help_text=_("A month of any year, else null."))


class NoticeSerializer(AnswerSerializer):
    """A part of the query that the search could not read or read in another way."""

    code = make_key_field(_("Subject of the notice; `address` for a parameter that could not be read."))
    detail = make_words_field(_("The word or number it is about."))
    message = make_words_field(_("The same as a sentence."))


class FacetValueSerializer(AnswerSerializer):
    """A value of a facet."""

    value = make_key_field(_("Slug, code or year: what the parameter of this name takes."))
    label = make_words_field(_("Its name."))
    count = IntegerField(min_value=0, help_text=_("Number of meetings if this value were chosen."))
    chosen = BooleanField(help_text=_("Whether the request chose it."))


class FacetsSerializer(AnswerSerializer):
    """The values of each facet, the most frequent first, at most a hundred."""

    def get_fields(self) -> dict[str, AnswerSerializer]:
        return {facet: FacetValueSerializer(many=True) for facet in FACET_NAMES}


class NamedSerializer(AnswerSerializer):
    """People and sides whose names match the words, best first."""

    officials = shape(PERSON, many=True, help_text=_("Officials."))
    sides = shape(SIDE, many=True, help_text=_("Countries, regions and organisations."))


class SearchAnswerSerializer(AnswerSerializer):
    """A page of the results of a search, with notices, suggestions and facets."""

    query = make_words_field(_("The query as it was read."))
    sort = ChoiceField(get_args(Sort), help_text=_("The order of the results."))
    count = IntegerField(min_value=0, help_text=_("Number of meetings with everything that the query asks for."))
    partial = IntegerField(min_value=0, help_text=_("Number of meetings with some of it; they follow the others."))
    page = IntegerField(min_value=1, help_text=_("Number of this page."))
    pages = IntegerField(min_value=1, help_text=_("Number of pages. Results beyond 10,000 are not available."))
    next = URLField(allow_null=True, help_text=_("Address of the next page; null on the last one."))
    previous = URLField(allow_null=True, help_text=_("Address of the page before; null on the first one."))
    parts = PartSerializer(many=True, help_text=_("Parts of the query that were read as conditions on facts."))
    unrecorded = make_words_field(_("A sentence if the query names people or sides without a recorded meeting."))
    notices = NoticeSerializer(many=True, help_text=_("What could not be read or was read in another way."))
    suggestions = ListField(child=CharField(), help_text=_("Other queries with results."))
    named = NamedSerializer(help_text=_("People and sides that the words name."))
    facets = FacetsSerializer(help_text=_("Values by which the results can be narrowed."))
    results = ResultSerializer(many=True, help_text=_("The results of this page."))


class SuggestionSerializer(AnswerSerializer):
    """A completion."""

    kind = ChoiceField(SUGGESTION_KINDS, help_text=_("Kind of the suggestion."))
    key = make_key_field(_("Its slug (officials and places) or code."))
    label = make_words_field(_("Its name."))
    matched = make_words_field(
        _("The name that begins with these letters, or the office that an official holds or held.")
    )
    meetings = IntegerField(min_value=0, help_text=_("Number of published meetings."))
    address = URLField(help_text=ADDRESS.description)


class SuggestionsSerializer(AnswerSerializer):
    """Completions, the best first."""

    results = SuggestionSerializer(many=True, help_text=_("The completions."))


class CountedPersonSerializer(PersonSerializer):
    """A person and the number of these meetings in which they took part."""

    meetings_count = IntegerField(min_value=0, help_text=_("Number of these meetings."))


class CountedTopicSerializer(TopicSerializer):
    """A topic and the number of these meetings about it."""

    meetings_count = IntegerField(min_value=0, help_text=_("Number of these meetings."))


class PartySerializer(AnswerSerializer):
    """One of the two sides or people."""

    kind = ChoiceField(["side", "official"], help_text=_("Whether it is a side or a person."))
    side = shape(SIDE, allow_null=True, help_text=_("The side."))
    official = shape(PERSON, allow_null=True, help_text=_("The person."))
    people = CountedPersonSerializer(many=True, help_text=_("Who represented the side, most frequent first."))


class YearSerializer(AnswerSerializer):
    """A year with meetings."""

    year = IntegerField(help_text=_("The year."))
    meetings_count = IntegerField(min_value=0, help_text=_("Number of these meetings."))


@extend_schema_serializer(many=False)  # it has a list but is not a list
class BetweenAnswerSerializer(AnswerSerializer):
    """The relation of two sides or people, and a page of their meetings."""

    parties = PartySerializer(many=True, help_text=_("The two."))
    first = DateField(allow_null=True, help_text=_("Day of the first meeting that has a date."))
    last = DateField(allow_null=True, help_text=_("Day of the last one."))
    years = YearSerializer(many=True, help_text=_("Years with meetings."))
    topics = CountedTopicSerializer(many=True, help_text=_("Topics of the meetings, most frequent first."))
    count = IntegerField(min_value=0, help_text=_("Number of records in all pages together."))
    next = URLField(allow_null=True, help_text=_("Address of the next page; null on the last one."))
    previous = URLField(allow_null=True, help_text=_("Address of the page before; null on the first one."))
    results = shape(MEETING, many=True, help_text=_("The meetings of this page."))


class OverviewSerializer(AnswerSerializer):
    """The size of the archive."""

    meetings = IntegerField(min_value=0, help_text=_("Published meetings."))
    officials = IntegerField(min_value=0, help_text=_("Published officials."))
    countries = IntegerField(min_value=0, help_text=_("Countries and regions with meetings."))
    organisations = IntegerField(min_value=0, help_text=_("Organisations with meetings."))
    articles = IntegerField(min_value=0, help_text=_("Reports of these meetings."))
    first = DateField(allow_null=True, help_text=_("Day of the first meeting that has a date."))
    last = DateField(allow_null=True, help_text=_("Day of the last one."))


class StartSerializer(AnswerSerializer):
    """The size of the archive and the addresses of the routes."""

    name = make_key_field(_("Name of the archive."))
    version = make_key_field(_("Version of this API. We add fields within a version and never rename or remove them."))
    licence = URLField(help_text=LICENCE_FIELD.description)
    archive = OverviewSerializer(help_text=_("Size of the archive."))
    routes = DictField(child=CharField(), help_text=_("Addresses of the routes by name (URI templates, RFC 6570)."))
    document = URLField(help_text=_("The OpenAPI document."))
    documentation = URLField(help_text=_("The same document for readers, with forms to try it."))


class WrongParameterSerializer(AnswerSerializer):
    """A parameter that could not be read."""

    parameter = make_key_field(_("Its name."))
    detail = make_key_field(_("Error in the parameter."))


class ProblemSerializer(AnswerSerializer):
    """An error as problem details (RFC 9457)."""

    type = make_key_field(_("Address where problems of this kind are explained."))
    title = make_key_field(_("The kind of problem."))
    status = IntegerField(min_value=400, max_value=599, help_text=_("Status of the answer."))
    detail = make_words_field(_("What went wrong here and what to do."))
    instance = make_key_field(_("The request that failed."))
    errors = WrongParameterSerializer(many=True, required=False, help_text=_("The wrong parameters."))
    record = CharField(required=False, help_text=_("With 410: the kind of the record that was withdrawn."))
    withdrawn_on = DateField(required=False, allow_null=True, help_text=_("With 410: the day of the withdrawal."))
    reason = CharField(required=False, help_text=_("With 410: the reason for the public."))
    explanation = make_words_field(_("With 410: more about the reason; may be empty."), required=False)
