"""The list of kinds of record agrees with the models, the pages and the API."""

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from meetings.models.kinds import KINDS, KINDS_BY_NAME, get_kind, list_kinds_with_pages
from meetings.models.old_addresses import ADDRESSED
from meetings.queries.kinds import QUERIES_BY_KIND
from meetings.search import FACETS

PAGES = {kind.name: kind for kind in list_kinds_with_pages()}


def test_every_model_with_a_page_is_a_kind_of_record():
    with_addresses = {
        model._meta.model_name
        for model in apps.get_app_config("meetings").get_models()
        if hasattr(model, "get_absolute_url")
    }
    assert set(PAGES) == with_addresses == set(ADDRESSED)


@pytest.mark.parametrize("kind", PAGES.values(), ids=PAGES)
def test_a_page_is_where_its_row_says(kind):
    record = kind.model(**{kind.key: "AB-c"})
    key = "ab-c" if kind.is_lower_case else "AB-c"
    assert kind.address_key(record) == key
    assert reverse(kind.name, args=[key]) == record.get_absolute_url() == f"/{kind.folder}/{key}/"
    assert get_kind(record) is kind
    if kind.list_name:
        assert reverse(kind.list_name).startswith("/")


@pytest.mark.parametrize("kind", PAGES.values(), ids=PAGES)
def test_a_record_has_its_route_in_the_api(kind):
    assert reverse(f"api:{kind.folder}") == f"/api/v1/{kind.folder}/"
    assert reverse(f"api:{kind.folder.removesuffix('s')}", args=["x"]) == f"/api/v1/{kind.folder}/x/"


def test_what_has_no_page_has_no_address():
    for kind in KINDS:
        if not kind.has_page:
            with pytest.raises(NoReverseMatch):
                reverse(kind.name, args=["x"])


def test_facets_and_queries_name_kinds_that_there_are():
    assert {kind.facet for kind in KINDS if kind.facet} <= {facet.name for facet in FACETS}
    assert set(QUERIES_BY_KIND) <= set(KINDS_BY_NAME)
    assert {kind.name for kind in KINDS if kind.meetings_path} <= set(QUERIES_BY_KIND)
