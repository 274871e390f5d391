"""Large exports: made by one reader, kept for the next, few at once, and nothing half-written."""

import gc

import pytest
from django.core.cache import cache

from meetings.exports import kept_files, selections, views
from meetings.exports.kept_files import KeptPieces, Slot, open_kept
from meetings.queries.problems import TryLaterError
from tests.exports.conftest import body
from tests.factories import MeetingFactory, OfficialFactory, ParticipationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture(autouse=True)
def small(monkeypatch, settings, tmp_path):
    """Every export of more than one meeting is large; files of exports have a folder of the test."""
    monkeypatch.setattr(selections, "MAX_QUICK_MEETINGS", 1)
    monkeypatch.setattr(selections, "MAX_QUICK_RECORDS", 1)
    settings.DATA_DIR = tmp_path
    cache.clear()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "exports"


@pytest.fixture
def archive():
    return MeetingFactory.create_batch(3, review_state="published")


def list_kept(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def count_slots() -> int:
    """How many large exports could begin now."""
    taken = 0
    while kept_files._slots.acquire(blocking=False):
        taken += 1
    for _slot in range(taken):
        kept_files._slots.release()
    return taken


@pytest.mark.parametrize("name", ["csv", "json", "jsonl", "jsonld", "ics", "bib", "ris", "xlsx"])
def test_the_second_reader_gets_the_same_file_without_a_new_selection(client, archive, folder, monkeypatch, name):
    first = client.get(f"/en/meetings.{name}")
    content = body(first)
    assert len(list_kept(folder)) == 1
    assert count_slots() == kept_files.MAX_AT_ONCE
    monkeypatch.setattr(views, "_written", lambda *words: pytest.fail("written again"))
    second = client.get(f"/en/meetings.{name}")
    assert body(second) == content
    for header in ("Content-Type", "Content-Disposition", "ETag", "Cache-Control", "X-Robots-Tag"):
        assert second[header] == first[header], header


class TestPdf:
    @pytest.fixture(params=["meetings/one", "officials/one"])
    def page(self, request) -> str:
        """A page of one meeting, whose PDF is not a large export."""
        meeting = MeetingFactory(slug="one", review_state="published")
        ParticipationFactory(meeting=meeting, official=OfficialFactory(slug="one", review_state="published"))
        return f"/en/{request.param}.pdf"

    def test_the_second_reader_gets_the_same_file(self, client, page, folder, monkeypatch):
        first = client.get(page)
        assert len(list_kept(folder)) == 1
        monkeypatch.setattr(views, "_written", lambda *words: pytest.fail("written again"))
        second = client.get(page)
        assert body(second) == body(first)
        assert second["Content-Type"] == first["Content-Type"] == "application/pdf"

    def test_few_are_made_at_once(self, client, page, rf):
        taken = [Slot(rf.get("/")) for _slot in range(kept_files.MAX_AT_ONCE)]
        response = client.get(page)
        assert (response.status_code, response["Retry-After"]) == (503, str(kept_files.RETRY_SECONDS))
        taken[0].release()
        assert client.get(page).status_code == 200
        taken[1].release()
        assert count_slots() == kept_files.MAX_AT_ONCE

    def test_one_address_gets_many(self, client, page, settings, monkeypatch):
        settings.MAHDAR_API_RATE = "1000/m"
        monkeypatch.setattr(kept_files, "MAX_NEW_EXPORTS", 0)
        assert client.get(page).status_code == 200

    def test_a_record_that_is_gone_gives_its_slot_back(self, client, page, monkeypatch):
        monkeypatch.setattr("meetings.exports.pdf.documents.queries.find_meeting", lambda slug: None)
        assert client.get(page).status_code == (404 if "meetings" in page else 200)
        assert count_slots() == kept_files.MAX_AT_ONCE


def test_a_question_for_the_headers_alone_gets_no_content(client, archive, folder):
    body(client.get("/en/meetings.csv"))
    response = client.head("/en/meetings.csv")
    assert (response.status_code, response.streaming, response.content) == (200, False, b"")
    assert response["Content-Type"].startswith("text/csv")


def test_a_change_of_the_archive_makes_a_new_file(client, archive, folder):
    before = body(client.get("/en/meetings.csv"))
    archive[0].headline_en = "Another headline"
    archive[0].save()
    after = body(client.get("/en/meetings.csv"))
    assert after != before
    assert b"Another headline" in after
    assert len(list_kept(folder)) == 2


def test_small_exports_are_not_kept(client, folder):
    MeetingFactory(review_state="published")
    body(client.get("/en/meetings.csv"))
    assert list_kept(folder) == []


def test_a_list_of_records_is_kept_too(client, archive, folder):
    OfficialFactory.create_batch(2, review_state="published")
    content = body(client.get("/en/officials.csv"))
    assert len(list_kept(folder)) == 1
    assert body(client.get("/en/officials.csv")) == content


def test_a_reader_who_goes_away_leaves_no_file_and_no_slot(client, archive, folder):
    response = client.get("/en/meetings.jsonl")
    next(iter(response.streaming_content))
    assert count_slots() == kept_files.MAX_AT_ONCE - 1
    response.close()
    assert list_kept(folder) == []
    assert count_slots() == kept_files.MAX_AT_ONCE


def test_a_response_that_is_lost_gives_its_slot_back(client, archive, folder):
    response = client.get("/en/meetings.jsonl")
    del response
    gc.collect()
    assert list_kept(folder) == []
    assert count_slots() == kept_files.MAX_AT_ONCE


def test_an_export_that_is_never_read_gives_its_slot_back(folder, rf):
    KeptPieces(iter(["one"]), "some.csv", Slot(rf.get("/"))).close()
    assert list_kept(folder) == []
    assert count_slots() == kept_files.MAX_AT_ONCE


def test_a_fault_in_the_middle_leaves_no_file(folder, rf):
    def write():
        yield "first"
        raise ValueError("a fault")

    pieces = KeptPieces(write(), "some.csv", Slot(rf.get("/")))
    assert next(pieces) == b"first"
    with pytest.raises(ValueError, match="a fault"):
        next(pieces)
    assert list_kept(folder) == []
    assert count_slots() == kept_files.MAX_AT_ONCE


def test_a_full_disk_does_not_stop_the_export(folder, rf, monkeypatch):
    class Full:
        def write(self, _piece: bytes) -> None:
            raise OSError("no space left on device")

        def close(self) -> None:
            pass

    monkeypatch.setattr(kept_files, "_open_new", lambda path: Full())
    assert list(KeptPieces(iter(["one", "two"]), "some.csv", Slot(rf.get("/")))) == [b"one", b"two"]
    assert open_kept("some.csv") is None
    assert count_slots() == kept_files.MAX_AT_ONCE


@pytest.mark.parametrize(("name", "is_problem"), [("json", True), ("csv", False), ("pdf", False)])
def test_more_at_once_than_the_server_makes_are_refused_with_a_time(client, archive, rf, name, is_problem):
    slots = [Slot(rf.get("/")) for _slot in range(kept_files.MAX_AT_ONCE)]
    response = client.get(f"/en/meetings.{name}")
    assert response.status_code == 503
    assert response["Retry-After"] == str(kept_files.RETRY_SECONDS)
    assert "Other large exports are being made" in response.content.decode()
    assert response["Content-Type"].startswith("application/problem+json") == is_problem
    for slot in slots:
        slot.release()
        slot.release()  # twice is once
    assert count_slots() == kept_files.MAX_AT_ONCE
    assert body(client.get(f"/en/meetings.{name}"))


def test_one_address_gets_only_some_new_exports_a_minute(client, archive, settings, monkeypatch):
    settings.MAHDAR_API_RATE = "300/m"
    monkeypatch.setattr(kept_files, "MAX_NEW_EXPORTS", 2)
    for name in ("csv", "json"):
        assert client.get(f"/en/meetings.{name}").getvalue()
    response = client.get("/en/meetings.jsonl")
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    kept = client.get("/en/meetings.csv")
    assert kept.status_code == 200, "what is kept costs nothing"
    assert body(kept)
    other = client.get("/en/meetings.jsonl", REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 200
    assert body(other)


def test_without_a_limit_there_is_none(rf, settings, monkeypatch):
    settings.MAHDAR_API_RATE = ""
    monkeypatch.setattr(kept_files, "MAX_NEW_EXPORTS", 0)
    Slot(rf.get("/")).release()


def test_the_files_used_longest_ago_are_deleted(folder, rf, monkeypatch):
    import os

    monkeypatch.setattr(kept_files, "MAX_KEPT_BYTES", 10)

    def keep(key: str) -> None:
        assert list(KeptPieces(iter([b"12345"]), key, Slot(rf.get("/")))) == [b"12345"]

    keep("first")
    keep("second")
    for age, name in ((300, "first"), (200, "second")):
        status = (folder / name).stat()
        os.utime(folder / name, (status.st_mtime - age,) * 2)
    file = open_kept("first")
    assert file is not None
    file.close()
    (folder / "left.part").write_bytes(b"x")
    os.utime(folder / "left.part", (0, 0))
    keep("third")
    assert list_kept(folder) == ["first", "third"]


def test_a_kept_export_of_a_draft_that_was_withdrawn_is_gone(client, archive):
    """The key is that of the state of the archive: what is no longer public is in no file that is sent."""
    assert b"Secret words" not in body(client.get("/en/meetings.json"))
    archive[1].headline_en = "Secret words"
    archive[1].save()
    assert b"Secret words" in body(client.get("/en/meetings.json"))
    archive[1].review_state = "draft"
    archive[1].save()
    assert b"Secret words" not in body(client.get("/en/meetings.json"))


def test_an_error_that_asks_to_try_later_has_its_words():
    later = TryLaterError(503, "Wait.", 5)
    assert (later.status, later.detail, later.seconds, str(later)) == (503, "Wait.", 5, "Wait.")
