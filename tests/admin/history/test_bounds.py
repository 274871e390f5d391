"""The pages of the history at their bounds: the first version, the latest, one that was deleted, one page too many."""

import pytest
from django.test import RequestFactory

from meetings.admin.history import recent_changes, views
from meetings.admin.history.reason import get_reason
from meetings.models import Place, Version
from meetings.services.history import recorded
from tests.admin.conftest import address
from tests.factories import MeetingFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def make_place(*names: str) -> Place:
    """A place that was entered, and then renamed once for each further name."""
    with recorded(None):
        place = PlaceFactory(slug=names[0], city_ar=names[0], city_en=names[0], country=None)
    for name in names[1:]:
        with recorded(None):
            place.city_en = name
            place.save()
    return place


def shown(desk, name: str, *args, **query):
    return desk.get(address(f"meetings_place_{name}", *args), query).context


# ------------------------------------------------------------------------------------------------------- one version
@pytest.mark.parametrize(
    ("number", "older", "newer", "can_restore"), [(1, None, 2, True), (2, 1, 3, True), (3, 2, None, False)]
)
def test_a_version_leads_to_those_beside_it(desk, number, older, newer, can_restore):
    place = make_place("one", "two", "three")
    page = shown(desk, "version", place.pk, number)
    assert (page["older"].number if page["older"] else None, page["newer"]) == (older, newer)
    assert page["can_restore"] is can_restore
    assert bool(page["changed"]) is (older is not None)


def test_a_deletion_can_be_taken_back_and_shows_no_difference(desk):
    place = make_place("one", "two")
    pk = place.pk
    with recorded(None):
        place.delete()
    page = shown(desk, "version", pk, 3)
    assert (page["older"].number, page["newer"], page["changed"], page["can_restore"]) == (2, None, None, True)


def test_who_may_not_restore_is_not_asked_to(desk, monkeypatch):
    place = make_place("one", "two")
    monkeypatch.setattr(views, "may_restore", lambda user: False)
    assert shown(desk, "version", place.pk, 1)["can_restore"] is False
    assert shown(desk, "deleted")["can_restore"] is False


def test_the_list_of_versions_knows_the_latest(desk, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    place = make_place("one", "two", "three")
    page = shown(desk, "history", place.pk)
    assert ([version.number for version in page["page"]], page["latest"]) == ([3, 2], 3)
    assert [version.number for version in shown(desk, "history", place.pk, p=2)["page"]] == [1]
    untouched = PlaceFactory(slug="untouched", city_ar="س")
    assert shown(desk, "history", untouched.pk)["latest"] == 0
    assert (views.PER_PAGE, recent_changes.PER_PAGE) == (2, 50)


# -------------------------------------------------------------------------------------------------------- restoring
def test_what_restoring_is_said_to_do(desk):
    place = make_place("one", "two")
    page = shown(desk, "restore", place.pk, 1)
    assert (page["is_reviewed"], page["becomes_public"], page["by_merge"]) == (False, False, False)
    with recorded(None):
        meeting = MeetingFactory()
    with recorded(None):
        meeting.kind = "visit"
        meeting.save()
    page = desk.get(address("meetings_meeting_restore", meeting.pk, 1)).context
    assert (page["is_reviewed"], page["becomes_public"], page["by_merge"]) == (True, False, False)


@pytest.mark.parametrize(("state", "is_public"), [("published", True), ("draft", False)])
@pytest.mark.parametrize("way", [Version.Way.MERGE, Version.Way.FORM])
def test_what_restoring_a_deleted_meeting_is_said_to_do(desk, state, is_public, way):
    meeting = MeetingFactory(review_state=state)
    pk = meeting.pk
    with recorded(None, way=way):
        meeting.delete()
    page = desk.get(address("meetings_meeting_restore", pk, 1)).context
    assert (page["is_reviewed"], page["becomes_public"]) == (True, is_public)
    assert page["by_merge"] is (way == Version.Way.MERGE)


def test_a_record_that_is_as_public_as_before_gives_no_warning(desk):
    place = make_place("one")
    pk = place.pk
    with recorded(None):
        place.delete()
    messages = list(desk.post(address("meetings_place_restore", pk, 1), follow=True).context["messages"])
    assert [message.level_tag for message in messages] == ["success"]


def test_only_records_that_are_still_deleted_are_listed(desk):
    gone, back = make_place("gone", "gone too"), make_place("back")
    pk, other = gone.pk, back.pk
    with recorded(None):
        gone.delete()
        back.delete()
    assert {version.record_id for version in shown(desk, "deleted")["page"]} == {pk, other}
    desk.post(address("meetings_place_restore", other, 1))
    assert [version.record_id for version in shown(desk, "deleted")["page"]] == [pk]
    assert not list(desk.get(address("meetings_meeting_deleted")).context["page"])


# ------------------------------------------------------------------------------------------------------- all changes
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, [2, 1]),
        ({"kind": "place"}, [2, 1]),
        ({"kind": "meeting"}, []),
        ({"kind": "nonsense"}, [2, 1]),
        ({"way": "import"}, [2]),
        ({"way": "nonsense"}, [2, 1]),
        ({"way": ""}, [2, 1]),
        ({"who": "salma"}, [2]),
        ({"who": "nobody"}, []),
    ],
)
def test_changes_of_one_kind_one_editor_and_one_way(desk, django_user_model, query, numbers):
    place = make_place("one")
    with recorded(django_user_model.objects.create(username="salma"), way=Version.Way.IMPORT):
        place.city_en = "two"
        place.save()
    page = desk.get(address("history"), query).context
    assert [version.number for version in page["page"]] == numbers
    assert page["editors"] == ["salma"]
    assert all(value for value, _label in page["ways"])


@pytest.mark.parametrize(("count", "named", "more"), [(1, 0, 0), (3, 2, 0), (4, 2, 1), (6, 2, 3)])
def test_so_many_records_of_one_action_are_named(monkeypatch, count, named, more):
    monkeypatch.setattr(recent_changes, "MAX_SHOWN_TOGETHER", 2)
    with recorded(None):
        for number in range(count):
            PlaceFactory(slug=f"p{number}", city_ar=f"م{number}", country=None)
    make_place("another")
    version = Version.objects.filter(kind="place").order_by("pk").first()
    found = recent_changes.find_changed_together(version)
    assert (len(found["together"]), found["more_together"]) == (named, more)
    assert version not in found["together"]


def test_what_was_before_the_history_was_changed_with_nothing(desk):
    first, second = PlaceFactory(slug="a", city_ar="أ"), PlaceFactory(slug="b", city_ar="ب")
    with recorded(None):
        for place in (first, second):
            place.city_en = "X"
            place.save()
    kept = Version.objects.filter(change=Version.Change.KEPT).first()
    assert recent_changes.find_changed_together(kept) == {"together": [], "more_together": 0}
    assert kept not in list(desk.get(address("history")).context["page"])


@pytest.mark.parametrize(
    ("typed", "reason"), [(None, ""), ("  ", ""), (" so it is ", "so it is"), ("x" * 501, "x" * 500)]
)
def test_the_reason_that_an_editor_typed(typed, reason):
    assert get_reason(RequestFactory().post("/", {} if typed is None else {"reason": typed})) == reason


def test_the_history_of_an_address_without_a_number_is_no_error(desk):
    response = desk.get(address("meetings_place_history", "abc"))
    assert response.status_code == 302, "Django says that there is no such record, and leads to the list"
