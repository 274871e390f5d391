"""The index as Haystack sees it: one document for each meeting, with the fields of the filters."""

from typing import Any

from django.db.models import QuerySet
from haystack import indexes

from meetings.models import Meeting
from meetings.search import FACETS

# A field for each facet of the search; Haystack's metaclass needs them in the body of a class.
FacetFields: Any = type(indexes.SearchIndex)(
    "FacetFields", (indexes.SearchIndex,), {facet.name: indexes.MultiValueField(faceted=True) for facet in FACETS}
)


class MeetingIndex(FacetFields, indexes.Indexable):  # type: ignore[misc]  # Haystack has no types
    """The index of meetings. `meetings.search.documents` makes its documents, for Haystack and for the site."""

    text = indexes.CharField(document=True, model_attr="headline_ar")
    title = indexes.CharField(model_attr="headline_ar")
    date = indexes.DateField(model_attr="date", null=True)
    state = indexes.CharField(model_attr="review_state", faceted=True)

    def get_model(self) -> type[Meeting]:
        return Meeting

    def index_queryset(self, using: str | None = None) -> QuerySet[Meeting]:
        return Meeting.objects.public()
