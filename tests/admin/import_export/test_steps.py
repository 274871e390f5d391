"""The steps between a file and the archive: unknown columns, unknown names, a change in between, and one undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.models import Meeting, Official, Topic
from meetings.services.history import recorded
from meetings.services.lists.progress import ImportProgress
from meetings.services.lists.spool import MAX_BATCH_ROWS
from tests.admin.conftest import address
from tests.admin.import_export.test_lists import check, table, write
from tests.factories import OfficialFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def send(desk, kind: str, **data: object):
    return desk.post(address(f"meetings_{kind}_import"), data, follow=True)


STRANGE = table(["Headline ar", "Dates", "Colour"], ["لقاء", "2023-11", "red"])


def test_unknown_columns_are_shown_with_a_guess_and_mapped_or_left_out(desk):
    page = check(desk, "meeting", STRANGE)
    asked = page.context["unknown_columns"]
    assert [(one["column"].heading, one["chosen"]) for one in asked] == [("Dates", "date"), ("Colour", "")]
    assert page.context["known_columns"] == [("Headline ar", "headline in Arabic")]
    token = page.context["open_token"]
    page = send(desk, "meeting", **{"token": token, "step": "columns", "column-1": "date", "column-2": ""})
    assert (page.context["new"], page.context["left_out"]) == (1, [])
    send(desk, "meeting", token=page.context["token"], step="save")
    assert Meeting.objects.get().date_precision == "month"


def test_two_columns_cannot_be_one(desk):
    token = check(desk, "meeting", STRANGE).context["open_token"]
    page = send(desk, "meeting", **{"token": token, "step": "columns", "column-1": "date", "column-2": "date"})
    assert "Leave one of them out" in page.context["problem"]
    assert [one["chosen"] for one in page.context["unknown_columns"]] == ["date", "date"]
    page = send(desk, "meeting", **{"token": token, "step": "columns", "column-1": "slug", "column-2": "nothing"})
    assert "no column “nothing”" in page.context["problem"]


NAMES = table(["headline_ar", "participants"], ["لقاء", "سلفا كير"], ["لقاء آخر", "سلفا كير"])


def names(desk, page, **choices: str):
    (one,) = page.context["people"]
    return send(desk, "meeting", **{"token": page.context["open_token"], "keys-0": one.keys, **choices})


def test_an_unknown_name_is_created_once_for_all_rows(desk, editor):
    page = check(desk, "meeting", NAMES)
    assert not Official.objects.exists()
    page = names(desk, page, **{"step": "people", "name-0": "create"})
    assert page.context["people"][0].chosen == "create"
    assert not Official.objects.exists()
    page = names(desk, page, **{"step": "save", "name-0": "create"})
    assert "Undo" in page.text
    assert Official.objects.get().participations.count() == 2


def test_a_decision_that_was_not_checked_is_checked_before_it_is_saved(desk):
    page = names(desk, check(desk, "meeting", NAMES), **{"step": "save", "name-0": "create"})
    assert page.context["people"][0].chosen == "create"
    assert not Meeting.objects.exists()


def test_a_name_is_linked_to_a_candidate_or_to_an_official_who_is_typed(desk):
    official = OfficialFactory(name_ar="سلفا كير ميارديت", name_en="Salva Kiir")
    other = OfficialFactory(name_ar="فؤاد حسين", name_en="")
    page = check(desk, "meeting", NAMES)
    assert page.context["people"][0].candidates == [official]
    page = names(desk, page, **{"step": "people", "name-0": "other", "other-0-typed": "فلان"})
    assert "no entry called “فلان”" in page.context["people"][0].error
    assert "token" not in page.context
    page = names(desk, page, **{"step": "people", "name-0": "other", "other-0": "new:سلفا كير"})
    assert page.context["people"][0].chosen == "create"
    page = names(desk, page, **{"step": "people", "name-0": "other", "other-0": str(other.pk)})
    assert page.context["people"][0].chosen == "other"
    assert "فؤاد حسين" in page.context["people"][0].box
    page = names(desk, page, **{"step": "people", "name-0": str(official.pk)})
    assert page.context["people"][0].chosen == str(official.pk)
    send(desk, "meeting", token=page.context["token"], step="save")
    assert official.participations.count() == 2


def test_a_record_that_changed_after_the_check_is_a_conflict(desk, editor):
    topic, other = TopicFactory(code="one"), TopicFactory(code="two", name_ar="آخر")
    page = check(desk, "topic", table(["code", "name_en"], ["one", "First"], ["two", "Second"]))
    with recorded(editor):
        other.name_ar = "غيره"
        other.save()
    page = send(desk, "topic", token=page.context["token"])
    assert "was changed after you checked the file" in page.context["mistakes"][0].message
    topic.refresh_from_db()
    assert topic.name_en != "First"
    page = send(desk, "topic", token=page.context["recheck_token"], step="check")
    send(desk, "topic", token=page.context["token"])
    assert set(Topic.objects.values_list("name_en", flat=True)) == {"First", "Second"}


def test_an_import_is_undone_from_its_message(desk):
    page = write(desk, "topic", table(["name_ar"], ["أول"], ["ثان"]))
    undo = page.text.partition('class="undo-link" href="')[2].partition('"')[0]
    desk.post(undo)
    assert not Topic.objects.exists()


def test_a_file_too_large_for_the_desk_names_the_command(desk):
    data = b"name_ar\n" + b"x" * 5_300_000
    page = desk.post(address("meetings_topic_import"), {"file": SimpleUploadedFile("list.csv", data)})
    assert "manage.py import_list" in page.context["problem"]
    page = check(desk, "topic", table(["name_ar"], *[[f"م{number}"] for number in range(1_001)]))
    assert "manage.py import_list" in page.context["problem"]


def test_an_import_that_stopped_continues_when_the_same_file_is_checked_again(desk, monkeypatch):
    file = table(["name_ar"], *([f"موضوع {number}"] for number in range(2 * MAX_BATCH_ROWS)))

    def stop(progress):
        raise MemoryError

    monkeypatch.setattr(ImportProgress, "end_batch", stop)
    with pytest.raises(MemoryError):
        send(desk, "topic", token=check(desk, "topic", file).context["token"], step="save")
    monkeypatch.undo()
    assert Topic.objects.count() == MAX_BATCH_ROWS
    page = check(desk, "topic", file)
    assert f"The rows of this file up to {MAX_BATCH_ROWS + 1} are in the archive" in page.text
    send(desk, "topic", token=page.context["token"], step="save")
    assert Topic.objects.count() == len(set(Topic.objects.values_list("name_ar"))) == 2 * MAX_BATCH_ROWS
