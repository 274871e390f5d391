"""A record is found under every address it ever had, in both languages, and no other record is ever given one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Article, Country, Meeting, Official, OldAddress, Organisation, Outlet, Place, Topic
from meetings.models.slugs import make_unique_slug
from meetings.queries.old_addresses import find_by_old_address
from meetings.search import read_request
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.merging.undo import undo
from meetings.views.moved import MovedRecords
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OrganisationFactory,
    OutletFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

KINDS = [
    ("officials", OfficialFactory, "slug"),
    ("meetings", MeetingFactory, "slug"),
    ("articles", ArticleFactory, "slug"),
    ("places", PlaceFactory, "slug"),
    ("topics", TopicFactory, "code"),
    ("outlets", OutletFactory, "code"),
    ("sides", CountryFactory, "code"),
    ("organisations", OrganisationFactory, "code"),
]


def show(record) -> None:
    """Have a published meeting with `record`: a page without any is not public."""
    meeting = MeetingFactory(place=record if isinstance(record, Place) else None)
    if isinstance(record, Topic):
        MeetingTopicFactory(meeting=meeting, topic=record)
    if isinstance(record, Article | Outlet):
        article = record if isinstance(record, Article) else ArticleFactory(outlet=record)
        SourceFactory(meeting=meeting, article=article)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(("folder", "make", "column"), KINDS, ids=[kind[0] for kind in KINDS])
def test_every_kind_of_page_is_found_under_its_old_address(client, prefix, folder, make, column):
    old, new = ("OLD", "NEW") if make in (CountryFactory, OrganisationFactory) else ("old", "new")
    record = make(**{column: old})
    show(record)
    type(record).objects.filter(pk=record.pk).update(**{column: new})  # as a bulk update does it: no signal, no save
    response = client.get(f"{prefix}/{folder}/old/?page=1&q=%D9%81%D8%A4%D8%A7%D8%AF")
    assert response.status_code == 301
    assert response["Location"] == f"{prefix}/{folder}/new/?page=1&q=%D9%81%D8%A4%D8%A7%D8%AF"
    assert client.get(response["Location"]).status_code == 200
    assert client.head(f"{prefix}/{folder}/old/").status_code == 301


def test_only_a_page_that_is_not_found_has_an_old_address(client, rf):
    Official.objects.filter(pk=OfficialFactory(slug="old").pk).update(slug="new")
    moved = MovedRecords(lambda request: None)

    def answer(method: str, error: Exception):
        request = rf.generic(method, "/officials/old/")
        request.user, request.resolver_match = AnonymousUser(), None
        return moved.process_exception(request, error)

    assert answer("GET", Http404())["Location"] == answer("HEAD", Http404())["Location"] == "/officials/new/"
    assert answer("GET", ValueError()) is None
    assert answer("POST", Http404()) is None


@pytest.mark.parametrize("ending", ["json", "jsonld"])
def test_exports_of_a_page_move_with_it(client, ending):
    Official.objects.filter(pk=OfficialFactory(slug="old").pk).update(slug="new")
    if client.get(f"/officials/new.{ending}").status_code == 404:
        pytest.skip("officials are not exported in this format")
    assert client.get(f"/officials/old.{ending}")["Location"] == f"/officials/new.{ending}"


def test_pages_of_two_follow_either(client):
    CountryFactory()
    person = OfficialFactory(slug="old")
    Official.objects.filter(pk=person.pk).update(slug="fuad-hussein")
    response = client.get("/en/between/iq/old/?page=1")
    assert (response.status_code, response["Location"]) == (301, "/en/between/iq/fuad-hussein/?page=1")
    assert client.get("/between/old/nobody/").status_code == 301  # to where it says that nobody is not there
    assert client.get("/between/fuad-hussein/nobody/").status_code == 404


def test_a_search_that_somebody_kept_still_asks_for_the_same_person(client, index):
    person = OfficialFactory(slug="old", name_ar="فؤاد حسين")
    Official.objects.filter(pk=person.pk).update(slug="fuad-hussein")
    reading = read_request(QueryDict("person=old&person=nobody"))
    assert reading.request.chosen == {"person": ("fuad-hussein",)}
    assert len(reading.notices) == 1
    assert read_request(QueryDict("person=old&person=fuad-hussein")).request.chosen == {"person": ("fuad-hussein",)}


def test_chains_are_one_step_long_and_a_way_back_leaves_no_circle(client):
    official = OfficialFactory(slug="first")
    for slug in ("second", "third", "first", "fourth"):
        official.slug = slug
        official.save()
    for old in ("first", "second", "third"):
        assert client.get(f"/officials/{old}/")["Location"] == "/officials/fourth/"
    official.slug = "first"
    official.save()
    assert client.get("/officials/first/").status_code == 200
    assert find_by_old_address(Official, "first") is None


def test_what_the_public_may_not_see_is_not_given_away(client):
    official = OfficialFactory(slug="old", review_state="draft")
    Official.objects.filter(pk=official.pk).update(slug="new")
    assert client.get("/officials/old/").status_code == 404
    client.force_login(get_user_model().objects.create(username="editor", is_staff=True))
    assert client.get("/officials/old/")["Location"] == "/officials/new/"


def test_a_merged_person_is_found_and_after_undoing_has_a_page_again(client):
    kept, other = OfficialFactory(slug="fuad-hussein"), OfficialFactory(slug="fouad-hussein")
    merge = merge_officials(kept.pk, other.pk, None)
    response = client.get("/en/officials/fouad-hussein/?page=1")
    assert (response.status_code, response["Location"]) == (301, "/en/officials/fuad-hussein/?page=1")
    assert "no-cache" in response["Cache-Control"]  # or a browser would keep to it after the merge was undone
    undo(merge, None)
    assert client.get("/en/officials/fouad-hussein/").status_code == 200


def test_a_page_that_is_where_it_is_asks_for_no_old_address(client):
    official = OfficialFactory(slug="fuad-hussein")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(official.get_absolute_url()).status_code == 200
    assert len(queries) > 0
    assert not [query for query in queries if "oldaddress" in query["sql"]]


def test_no_record_is_given_what_was_anothers():
    official = OfficialFactory(slug="fuad-hussein")
    Official.objects.filter(pk=official.pk).update(slug="fuad-mohammed-hussein")
    assert make_unique_slug(Official, ["Fuad Hussein"]) == "fuad-hussein-2"
    assert make_unique_slug(Official, ["Fuad Hussein"], record=official) == "fuad-hussein"  # but its own again
    assert make_unique_slug(Meeting, ["Fuad Hussein"]) == "fuad-hussein"


def test_nor_what_a_deleted_one_had_once_the_public_saw_it():
    seen, unseen = OfficialFactory(slug="seen"), OfficialFactory(slug="unseen", review_state="draft")
    seen.delete()
    Official.objects.filter(pk=unseen.pk).delete()
    assert make_unique_slug(Official, ["seen"]) == "seen-2"
    assert make_unique_slug(Official, ["unseen"]) == "unseen"
    assert find_by_old_address(Official, "seen") is None


def test_the_same_address_of_two_kinds_is_two_addresses():
    for make, column in ((TopicFactory, "code"), (PlaceFactory, "slug")):
        record = make(**{column: "old"})
        type(record).objects.filter(pk=record.pk).update(**{column: "new"})
    assert isinstance(find_by_old_address(Topic, "old"), Topic)
    assert isinstance(find_by_old_address(Place, "old"), Place)
    assert OldAddress.objects.count() == 2
    assert [find_by_old_address(model, "old") for model in (Article, Country, Organisation, Outlet)] == [None] * 4


def test_pages_of_the_desk_are_left_alone(client, admin_user):
    client.force_login(admin_user)
    official = OfficialFactory(slug="official")
    Official.objects.filter(pk=official.pk).update(slug="new")
    assert client.get(reverse("admin:meetings_official_change", args=["999999"])).status_code == 302
