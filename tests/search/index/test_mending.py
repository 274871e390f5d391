"""A damaged or missing index: what readers and programs get meanwhile, and how it is built again by itself."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from filelock import FileLock

from meetings.models import IndexChange, Meeting
from meetings.search import IndexMissingError, SearchRequest, find_ids, find_related, search, site_search
from meetings.search.engines.whoosh import engine
from meetings.search.index import mending, updating
from tests.factories import MeetingFactory


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(engine, "OPENING_PAUSE_SECONDS", 0)
    monkeypatch.setattr(mending, "_started_at", float("-inf"))


def make_archive() -> list[int]:
    made = [MeetingFactory(headline_ar=f"لقاء عن النفط {number}", review_state="published").pk for number in range(3)]
    updating.rebuild_index()
    return made


def damage(folder: Path, name: str = "*.seg") -> None:
    """Change a byte in the middle of the first such file of the index, and open everything anew."""
    path = next(next(folder.glob("index-*")).glob(name))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    site_search.forget()


def find(words: str = "النفط") -> set[int]:
    return {hit.meeting_id for hit in search(SearchRequest(words)).hits}


@pytest.fixture(params=["*.seg", "*.toc", "current"])
def broken(request, db, index) -> list[int]:
    made = make_archive()
    if request.param == "current":
        (index / "current").write_text("", encoding="utf-8")
        site_search.forget()
    else:
        damage(index, request.param)
    return made


class TestMeanwhile:
    def test_the_search_page_says_so_and_is_not_kept(self, broken, client):
        response = client.get("/en/search/?q=النفط")
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        page = response.content.decode()
        assert ("was damaged and is being built again" in page) or ("has not been built yet" in page)
        assert "No results" not in page
        assert 'href="/en/meetings/"' in page

    def test_the_api_answers_503(self, broken, client):
        response = client.get("/api/v1/search/?q=النفط", headers={"accept-language": "en"})
        assert response.status_code == 503
        assert response.json()["title"] == "Not ready yet"

    @pytest.mark.parametrize("path", ["search.csv", "search.json", "search.ics", "search.xlsx", "search.pdf"])
    def test_an_export_of_a_search_is_not_empty_but_refused(self, broken, client, path):
        response = client.get(f"/en/{path}?q=النفط")
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0

    @pytest.mark.parametrize(
        "path", ["/en/", "/en/meetings/", "/en/officials/", "/en/sides/", "/en/activity/", "/api/v1/meetings/"]
    )
    def test_lists_and_pages_go_on_from_the_database(self, broken, client, path):
        assert client.get(path).status_code == 200
        meeting = Meeting.objects.get(pk=broken[0])
        assert client.get(meeting.get_absolute_url()).status_code == 200
        assert find_related(broken[0]) == []

    def test_alerts_are_not_sent_as_if_nothing_was_found(self, broken, settings, monkeypatch):
        settings.MAHDAR_SENDS_MAIL = True
        monkeypatch.setattr("meetings.services.alerts.find_due_alerts", lambda *words, **more: [["alert"]])
        monkeypatch.setattr("meetings.services.alerts.make_digest", lambda *words: find_ids(SearchRequest("النفط")))
        with pytest.raises(CommandError, match="sync_index"):
            call_command("send_alerts")

    def test_an_editor_saves_and_the_change_waits(self, broken, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            Meeting.objects.get(pk=broken[0]).save()
        assert Meeting.objects.count() == 3


class TestMending:
    def test_sync_index_names_the_damage_and_builds_it_again(self, db, index, capsys):
        made = make_archive()
        damage(index)
        call_command("sync_index")
        assert "The index is damaged (" in capsys.readouterr().out
        assert find() == set(made)
        call_command("sync_index")
        assert "up to date" in capsys.readouterr().out

    def test_a_rebuild_of_a_sound_index_does_nothing(self, db, index):
        make_archive()
        assert not updating.rebuild_broken_index()

    def test_while_another_process_rebuilds_this_one_does_not(self, db, index):
        make_archive()
        damage(index)
        with FileLock(index / updating.LOCK_FILE, is_singleton=False):
            assert not updating.rebuild_broken_index()
        assert updating.rebuild_broken_index()

    @pytest.mark.django_db(transaction=True)
    def test_a_search_that_finds_it_damaged_starts_one_rebuild(self, index, settings, monkeypatch):
        made = make_archive()
        damage(index)
        settings.SEARCH_MENDS_ITSELF = True
        threads = []
        monkeypatch.setattr(
            site_search, "when_broken", [lambda problem: threads.append(mending.start_mending(problem))]
        )
        for _search in range(3):
            assert search(SearchRequest("النفط")).not_ready or threads
        assert [thread is not None for thread in threads][:1] == [True]
        assert not any(threads[1:]), "one rebuild at a time"
        threads[0].join()
        assert find() == set(made)
        assert not IndexChange.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_a_save_that_meets_damage_starts_one_too(self, index, settings, monkeypatch):
        made = make_archive()
        damage(index)
        settings.SEARCH_MENDS_ITSELF = True
        threads = []
        start = mending.start_mending
        monkeypatch.setattr(
            "meetings.search.index.signals.start_mending", lambda problem: threads.append(start(problem))
        )
        Meeting.objects.get(pk=made[0]).save()
        threads[0].join()
        assert find() == set(made)

    def test_a_rebuild_that_fails_is_logged_and_not_repeated_at_once(self, db, index, settings, monkeypatch, caplog):
        make_archive()
        damage(index)
        settings.SEARCH_MENDS_ITSELF = True

        def fail(_progress: object) -> int:
            raise OSError("no space left on device")

        monkeypatch.setattr(updating, "_rebuild", fail)
        monkeypatch.setattr(mending, "close_old_connections", lambda: None)
        monkeypatch.setattr(mending.threading.Thread, "start", lambda thread: thread.run())
        assert search(SearchRequest("النفط")).not_ready
        assert "run `manage.py rebuild_index`" in caplog.text
        assert mending.start_mending("again") is None
        with pytest.raises(IndexMissingError):
            find_ids(SearchRequest("النفط"))

    def test_while_another_process_rebuilds_the_log_says_so_once(self, db, index, settings, monkeypatch, caplog):
        make_archive()
        damage(index)
        settings.SEARCH_MENDS_ITSELF = True
        monkeypatch.setattr(mending, "close_old_connections", lambda: None)
        monkeypatch.setattr(mending.threading.Thread, "start", lambda thread: thread.run())
        caplog.set_level("INFO", logger=mending.__name__)
        with FileLock(index / updating.LOCK_FILE, is_singleton=False):
            mending.start_mending("index-damaged")
        assert caplog.messages[-1] == "Another process builds the search index."
        monkeypatch.setattr(mending, "_started_at", float("-inf"))
        mending.start_mending("index-damaged")
        assert caplog.messages[-1] == "The search index is built."

    def test_it_is_off_where_the_setting_says_so(self, settings):
        settings.SEARCH_MENDS_ITSELF = False
        assert mending.start_mending("damage") is None
