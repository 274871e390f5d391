"""A file at its bounds: how many rows the page shows, which mistakes it names first, and who may bring it in."""

from types import SimpleNamespace

import pytest
from django.contrib import admin as desks
from django.core.exceptions import NON_FIELD_ERRORS
from django.test import RequestFactory

from meetings.admin.import_export import admin
from meetings.admin.import_export.admin import DeskTransfers
from meetings.models import Article, Topic
from meetings.services.lists import importing
from meetings.services.lists.importing import list_mistakes
from tests.admin.import_export.test_lists import check, table, write
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def topics(*names: str) -> bytes:
    rows = [[name, f"T{number}"] for number, name in enumerate(names)]
    return table(["name_ar", "name_en"], *rows)


@pytest.mark.parametrize(("count", "shown", "more"), [(1, 1, 0), (2, 2, 0), (3, 2, 1), (5, 2, 3)])
def test_so_many_rows_are_shown_and_all_are_counted(desk, monkeypatch, count, shown, more):
    monkeypatch.setattr(importing, "MAX_ROWS_SHOWN", 2)
    page = check(desk, "topic", topics(*(f"موضوع {number}" for number in range(count)))).context
    assert (len(page["rows"]), page["more_rows"], page["new"]) == (shown, more, count)
    assert (page["mistakes"], page["more_mistakes"]) == ([], 0)
    page = check(desk, "topic", topics(*[""] * count)).context
    assert (len(page["mistakes"]), page["more_mistakes"]) == (shown, more)


def test_a_file_that_changes_nothing_is_not_offered(desk):
    topic = TopicFactory()
    page = check(desk, "topic", table(["code", "name_en"], [topic.code, topic.name_en])).context
    assert (page["checked"], page["ready"], page["unchanged"], page["rows"]) == (True, False, 1, [])
    assert "token" not in page


def test_a_file_with_headings_alone_has_no_rows(desk):
    page = check(desk, "topic", table(["code", "name_en"])).context
    assert "no rows" in page["problem"]
    assert "checked" not in page


def test_one_mistake_keeps_all_rows_out(desk):
    page = check(desk, "topic", topics("موضوع", "")).context
    assert (page["ready"], len(page["rows"]) >= 1, len(page["mistakes"])) == (False, True, 1)
    assert not Topic.objects.exists()
    write(desk, "topic", topics("موضوع", "آخر"))
    assert Topic.objects.count() == 2


def test_mistakes_come_in_the_order_of_the_rows():
    rows = [
        SimpleNamespace(number=2, error_dict={"code": ["Too long."], NON_FIELD_ERRORS: ["meetings_topic_once"]}),
        SimpleNamespace(number=1, error_dict={NON_FIELD_ERRORS: ["Wrong."]}),
    ]
    result = SimpleNamespace(
        base_errors=[SimpleNamespace(error="No file.")],
        invalid_rows=rows,
        error_rows=[SimpleNamespace(number=3, errors=[SimpleNamespace(error="odd")])],
    )
    listed = SimpleNamespace(number_of=lambda number: number * 10, get_label=lambda name: name.upper())
    found = [(one.row, one.column, one.message) for one in list_mistakes(listed, result)]
    assert [(row, column) for row, column, _message in found] == [(0, ""), (10, ""), (20, "CODE"), (20, ""), (30, "")]
    assert [message for *_place, message in found[:3]] == ["No file.", "Wrong.", "Too long."]
    assert "meetings_" not in found[3][2]
    assert "odd" in found[4][2]


# ------------------------------------------------------------------------------------------------------- who may do it
@pytest.mark.parametrize("missing", ["", "publish", "view", "add", "change", "table"])
def test_who_may_export_and_import(monkeypatch, missing):
    monkeypatch.setattr(admin, "may_publish", lambda user: missing != "publish")
    for name in ("view", "add", "change"):
        allowed = missing != name
        monkeypatch.setattr(
            desks.ModelAdmin, f"has_{name}_permission", lambda self, request, obj=None, allowed=allowed: allowed
        )
    desk = DeskTransfers(Article if missing == "table" else Topic, desks.site)
    request = RequestFactory().get("/")
    request.user = None
    assert desk.has_export_permission(request) is (missing not in ("publish", "view", "table"))
    assert desk.has_import_permission(request) is (missing not in ("publish", "add", "change", "table"))
