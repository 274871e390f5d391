"""Search in the lists of the desk, in any spelling."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.models import Country, Organisation, Outlet, Place, Source, Topic
from meetings.queries.identifiers import find_identified
from meetings.text.fold import fold
from meetings.text.tokens import fold_words as words_of_text

# Kinds with few records, whose names are folded during the search -> the columns with their names.
SHORT_LISTS: dict[type[Model], tuple[str, ...]] = {
    Country: ("name_ar", "name_en", "names", "demonyms", "code"),
    Organisation: ("name_ar", "name_en", "names", "code"),
    Place: ("city_ar", "city_en", "slug"),
    Topic: ("name_ar", "name_en", "code"),
    Outlet: ("name_ar", "name_en", "domain", "code"),
}
MAX_RECORDS_PER_WORD = 1000  # a word in more records does not help to find one
MAX_WORDS = 8
ARTICLE = "ال"


def split_value(value: Any) -> Iterable[str]:
    """Return the texts in a column's value, which may be a list or a dict."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return (part for item in value for part in split_value(item))
    return (str(value or ""),)


class FoldedTexts:
    """The folded texts of all records of one kind, read once for all words of a search."""

    def __init__(self, model: type[Model], fields: Iterable[str]) -> None:
        rows = model._base_manager.values_list("pk", *fields).order_by("-pk").iterator()
        self.texts = [
            (pk, fold("\n".join(part for text in texts for part in split_value(text)))) for pk, *texts in rows
        ]

    def with_word(self, word: str) -> list[int]:
        """Return the ids of the records with `word` (folded) in their texts, the newest first.

        The word also matches without the Arabic article (ال).
        """
        forms = {word, word.removeprefix(ARTICLE)} if len(word) > 4 else {word}
        found = (pk for pk, text in self.texts if any(form in text for form in forms))
        return list(islice(found, MAX_RECORDS_PER_WORD))


class FoldedSearch:
    """A list whose search takes words in any spelling; a record must contain each word in one of the fields.

    A search for an identifier (Q42, an ISNI, the address of a page at Wikidata) finds the record that has it.

    Attributes:
        folded_fields: Columns of the record itself, folded during the search.
        key_fields: Look-ups of columns that the database stores folded.
        short_lists: Look-ups of sides, places and topics, which any of their names finds.
        plain_fields: Columns compared without folding (URLs).
    """

    folded_fields: tuple[str, ...] = ()
    key_fields: tuple[str, ...] = ()
    short_lists: dict[str, type[Model]] = {}
    plain_fields: tuple[str, ...] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], term: str
    ) -> tuple[QuerySet[Any], bool]:
        if identified := find_identified(str(queryset.model._meta.model_name), [term]):
            return queryset.filter(pk__in=identified), False
        words = words_of_text(term)
        if not words:
            return (queryset.none() if term.strip() else queryset), False
        model = queryset.model
        own = FoldedTexts(model, self.folded_fields) if self.folded_fields else None
        named = {kind: FoldedTexts(kind, SHORT_LISTS[kind]) for kind in set(self.short_lists.values())}
        for word in words[:MAX_WORDS]:
            found = Q(pk__in=own.with_word(word) if own else [])
            for field in self.key_fields:
                found |= Q(**{f"{field}__contains": word})
            for field in self.plain_fields:
                found |= Q(**{f"{field}__icontains": word})
            for field, kind in self.short_lists.items():
                found |= Q(**{f"{field}__in": named[kind].with_word(word)})
            # By ids of a subquery: joins to several names must not repeat a record.
            queryset = queryset.filter(pk__in=model._base_manager.filter(found).values("pk"))
        return queryset, False


class SourcesFilter(SimpleListFilter):
    """A filter of meetings by whether an article reports them."""

    parameter_name = "sourced"
    titles = (_("with sources"), _("without sources"))
    title = _("sources")

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, Any], ...]:
        return (("yes", self.titles[0]), ("no", self.titles[1]))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        sourced = Source.objects.filter(**{queryset.model._meta.model_name: OuterRef("pk")})
        return queryset.filter(Exists(sourced) if self.value() == "yes" else ~Exists(sourced))


class MeetingsFilter(SourcesFilter):
    """A filter of articles by whether they report a meeting."""

    titles = (_("reports a meeting"), _("reports no meeting"))
    title = _("meetings")
