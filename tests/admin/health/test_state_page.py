"""The page "State of the archive"."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meetings.models import Feed
from meetings.search import rebuild_index
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import MeetingFactory


@pytest.fixture
def page(desk, index):
    rebuild_index()
    return desk


def read(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_checks_sizes_and_versions(page, settings, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    backup = {"finished_at": datetime(2026, 11, 1, 2, tzinfo=UTC).isoformat(), "file": "/b/1.zip", "bytes": 2048}
    (tmp_path / "last-backup.json").write_text(json.dumps(backup))
    MeetingFactory(sound=True)
    Feed.objects.create(address="https://example.org/bad", name="<b>Bad</b>", error="404", failures=3)
    text = read(page.get(address("archive-state")))
    assert "1 feed fails: &lt;b&gt;Bad&lt;/b&gt;" in text
    assert "Correct its address, or switch it off." in text
    assert "/b/1.zip" in text
    assert settings.MAHDAR_VERSION in text


def test_what_is_wrong_comes_first(page):
    Feed.objects.create(address="https://example.org/bad", name="Bad", error="404", failures=3)
    levels = [one.result.level.value for one in page.get(address("archive-state")).context["results"]]
    assert levels == sorted(levels, key=["fault", "warning", "ok"].index)
    assert "warning" in levels


def test_slow_checks_run_on_request(page):
    first = page.get(address("archive-state"))
    assert "Integrity of the database" in read(first)  # named among those that were left out
    assert "integrity" not in {one.check.name for one in first.context["results"]}
    second = page.get(address("archive-state"), {"all": "1"})
    assert "integrity" in {one.check.name for one in second.context["results"]}
    assert "Run all checks" not in read(second)


def test_the_number_of_queries_does_not_grow(page, django_assert_max_num_queries):
    page.get(address("archive-state"))
    for number in range(12):
        MeetingFactory(sound=True)
        Feed.objects.create(address=f"https://example.org/{number}", name=str(number), error="404", failures=3)
    with django_assert_max_num_queries(32):
        page.get(address("archive-state"))


def test_a_damaged_index_has_a_page_too(page, index: Path):
    state = index / "current"
    state.write_text(state.read_text().replace("index-1", "index-7"))
    assert "Run manage.py rebuild_index." in read(page.get(address("archive-state")))


def test_for_editors_only(client, django_user_model, index, db):
    user = django_user_model.objects.create(username="amal")
    client.force_login(user)
    give_role(user, UserRole.CONTRIBUTOR)
    assert client.get(address("archive-state")).status_code == 403
    assert address("archive-state") not in client.get(address("index")).content.decode()
    give_role(user, UserRole.EDITOR)
    assert client.get(address("archive-state")).status_code == 200
    assert address("archive-state") in client.get(address("index")).content.decode()
