"""Pages that a cursor leads through: nothing is left out, nothing comes twice, whatever happens meanwhile."""

import datetime

import pytest

from meetings.api.paging import Cursor
from meetings.models import Meeting
from tests import factories

DAYS = [None, "2020-01-01", "2020-01-01", "2020-01-01", "2021-05-05", None, "2019-12-31"]


@pytest.fixture
def meetings(db):
    """Seven meetings, several on one day and two without a day."""
    return [
        factories.MeetingFactory(
            slug=f"m{number}",
            date=datetime.date.fromisoformat(day) if day else None,
            date_precision="day" if day else "unknown",
        )
        for number, day in enumerate(DAYS)
    ]


def follow(get, page, direction):
    """The slugs of this page and all that `direction` leads to, in the order of the list."""
    found = [[record["slug"] for record in page["results"]]]
    while page[direction]:
        page = get(page[direction].partition("/api/v1/")[2])
        found.append([record["slug"] for record in page["results"]])
    pages = found if direction == "next" else found[::-1]
    return [slug for some in pages for slug in some], page


ORDERS = {
    "-date": ["m4", "m3", "m2", "m1", "m6", "m5", "m0"],
    "date": ["m6", "m1", "m2", "m3", "m4", "m0", "m5"],
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 100])
def test_forth_and_back(get, meetings, order, limit):
    there, last = follow(get, get("meetings/", order=order, limit=limit), "next")
    assert there == ORDERS[order]
    back, first = follow(get, last, "previous")
    assert back == ORDERS[order]
    assert first["previous"] is None
    assert first["next"] is None or limit < 7


def test_records_that_are_added_neither_repeat_nor_hide_others(get, meetings):
    first = get("meetings/", limit=3)
    factories.MeetingFactory(slug="newer", date=datetime.date(2024, 1, 1))
    factories.MeetingFactory(slug="older", date=datetime.date(2018, 1, 1))
    Meeting.objects.get(slug="m1").delete()
    there, _ = follow(get, first, "next")
    assert there == ["m4", "m3", "m2", "m6", "older", "m5", "m0"]


def test_a_page_whose_records_are_all_gone_is_empty(get, meetings):
    cursor = get("meetings/", limit=6)["next"]
    Meeting.objects.filter(slug="m0").delete()
    page = get(cursor.partition("/api/v1/")[2])
    assert page["results"] == []
    assert page["next"] is None


def test_links_keep_the_question(client, meetings):
    response = client.get("/api/v1/meetings/?limit=2&date_from=2019-01-01&fields=slug")
    page = response.json()
    for part in ("limit=2", "date_from=2019-01-01", "fields=slug", "cursor="):
        assert part in page["next"]
    assert response["Link"] == f'<{page["next"]}>; rel="next"'


def test_a_cursor_is_the_same_each_time(get, meetings):
    assert get("meetings/", limit=2) == get("meetings/", limit=2)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "W10:x",
        "a" * 1000,
        Cursor("-date", ("2020-01-01", 3)).written()[:-1] + "_",
        Cursor("-date", ("2020-01-01",)).written(),
        Cursor("-date", ("2020-01-01", 3, 3)).written(),
        Cursor("name", ("2020-01-01", 3)).written(),
    ],
)
def test_what_is_no_cursor_leads_nowhere(problem, meetings, cursor):
    assert problem("meetings/", 404, cursor=cursor)["errors"][0]["parameter"] == "cursor"


def test_a_cursor_of_another_list_or_order_leads_nowhere(get, problem, meetings, archive):
    cursor = get("meetings/", limit=2)["next"].partition("cursor=")[2].replace("%3A", ":")
    for path, query in (("officials/", {}), ("sides/", {}), ("meetings/", {"order": "date"})):
        assert problem(path, 404, cursor=cursor, **query)["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize(
    ("path", "orders"),
    [
        ("meetings/", ["-date", "date", "-updated_at", "updated_at"]),
        ("officials/", ["name", "-meetings", "-updated_at", "updated_at"]),
        ("positions/", ["code", "title"]),
        ("articles/", ["-published_on", "published_on"]),
        ("places/", ["-meetings", "slug"]),
        ("outlets/", ["-meetings", "code"]),
    ],
)
def test_every_order_of_the_sample_archive(get, sample_archive, path, orders):
    key = "code" if path in ("positions/", "outlets/") else "slug"
    everything = None
    for order in orders:
        page, found = get(path, order=order, limit=23, fields=key), []
        while True:
            found += [record[key] for record in page["results"]]
            if not page["next"]:
                break
            page = get(page["next"].partition("/api/v1/")[2])
        assert len(found) == len(set(found)) == page["count"]
        everything = everything or set(found)
        assert set(found) == everything
