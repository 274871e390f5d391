"""Haystack's view of the index: one document for each meeting, with the fields that can be filtered by."""

from django.db.models import QuerySet
from haystack import indexes

from meetings.models import Meeting


class MeetingIndex(indexes.SearchIndex, indexes.Indexable):
    """The documents themselves are made by `meetings.search.documents`, the same for Haystack and for the site."""

    text = indexes.CharField(document=True, model_attr="headline_ar")
    title = indexes.CharField(model_attr="headline_ar")
    date = indexes.DateField(model_attr="date", null=True)
    state = indexes.CharField(model_attr="review_state", faceted=True)
    kind = indexes.CharField(model_attr="kind", faceted=True)
    year = indexes.IntegerField(model_attr="date__year", null=True, faceted=True)
    person = indexes.MultiValueField(faceted=True)
    country = indexes.MultiValueField(faceted=True)
    organisation = indexes.MultiValueField(faceted=True)
    topic = indexes.MultiValueField(faceted=True)
    place = indexes.CharField(null=True, faceted=True)
    outlet = indexes.MultiValueField(faceted=True)

    def get_model(self) -> type[Meeting]:
        return Meeting

    def index_queryset(self, using: str | None = None) -> QuerySet[Meeting]:
        return Meeting.objects.public()
