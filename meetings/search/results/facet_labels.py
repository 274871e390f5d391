"""The names of facet values: what a slug or a code is called in the language of the page."""

from collections.abc import Iterable
from typing import Any

from meetings.models import Country, Meeting, Official, OldAddress, Organisation, Outlet, Place, Topic

# Facet -> the records its values name, and the field that holds the value.
_RECORDS: dict[str, tuple[Any, str]] = {
    "person": (Official, "slug"),
    "country": (Country, "code"),
    "organisation": (Organisation, "code"),
    "topic": (Topic, "code"),
    "place": (Place, "slug"),
    "outlet": (Outlet, "code"),
}
_NAMES = ("name_ar", "name_en")


def label_values(facet: str, values: Iterable[str]) -> dict[str, str]:
    """The label of each of `values` that exists; at most one query. Drafts have no label for the public."""
    wanted = list(values)
    if facet == "kind":
        kinds = dict(Meeting.Kind.choices)
        return {value: str(kinds[value]) for value in wanted if value in kinds}
    if facet == "year":
        return {value: value for value in wanted}
    if not wanted:
        return {}
    model, field = _RECORDS[facet]
    records = model.objects.filter(**{f"{field}__in": wanted})
    if facet == "place":
        names = [f"country__{name}" for name in _NAMES]
        records = records.select_related("country").only(field, "city_ar", "city_en", *names)
    else:
        records = (records.public() if facet == "person" else records).only(field, *_NAMES)
    return {getattr(record, field): str(record) for record in records}


def present_values(facet: str, values: Iterable[str]) -> dict[str, str]:
    """For those of `values` that stood for a record before, in an address somebody kept: what stands for it now."""
    if facet not in _RECORDS:
        return {}
    model, field = _RECORDS[facet]
    by_slug = {value.lower(): value for value in values}
    kept = OldAddress.objects.filter(kind=model._meta.model_name, slug__in=by_slug)
    records = dict(kept.values_list("slug", "record_id"))
    present = dict(model.objects.filter(pk__in=records.values()).values_list("pk", field)) if records else {}
    return {by_slug[slug]: present[pk] for slug, pk in records.items() if pk in present}
