"""The history of a meeting's record on its page: days and facts, in the reader's language, and no editor's name."""

import re

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.utils import translation


@pytest.fixture
def noted(archive, editor):
    """A function that has the editors' log say something of the archive's first meeting."""

    def note(message, flag=CHANGE):
        LogEntry.objects.log_actions(editor.pk, [archive.meeting], flag, change_message=message)

    return note


def history(client, prefix: str = "/en", slug: str = "in-rome") -> str:
    page = client.get(f"{prefix}/meetings/{slug}/").content.decode()
    section = page[page.index('id="history"') :].split("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))


def test_a_record_that_nobody_touched_says_when_it_was_entered(client, archive):
    shown = history(client)
    assert "Entered" in shown
    assert "Last changed" in shown
    assert "An editor" not in shown


def test_what_editors_changed_is_named_in_the_language_of_the_page(client, noted):
    noted([{"changed": {"fields": ["Place", "Summary"]}}, {"added": {"name": "participation", "object": "a name"}}])
    english, arabic = history(client), history(client, "")
    assert "An editor changed: " in english
    assert "Place" in english
    with translation.override("ar"):
        assert str(translation.gettext("place")) in arabic
    assert "Place" not in arabic
    assert "a name" not in english, "only kinds of facts are told"


def test_editors_are_not_named(client, noted, editor):
    editor.first_name = "Unmistakable"
    editor.save()
    noted([{"added": {}}], ADDITION)
    page = client.get("/en/meetings/in-rome/").content.decode()
    assert "An editor changed or entered the record." in history(client)
    assert "Unmistakable" not in page
    assert f"{editor.username}<" not in page


def test_many_entries_of_one_day_are_one_line(client, noted):
    for _ in range(3):
        noted([{"changed": {"fields": ["Place"]}}])
    noted("Words by some other hand")
    noted([{"changed": {"fields": ["A field <b>that is gone</b>"]}}])
    shown = history(client)
    assert shown.count("An editor") == 1
    assert shown.count("Place") == 1
    assert "&lt;b&gt;" in shown


def test_the_review_is_noted_so_that_every_reader_understands_it(client, archive, admin_client):
    page = "/admin/meetings/meeting/"  # the desk speaks Arabic here
    admin_client.post(
        page, {"action": "publish", "_selected_action": [archive.draft.pk]}, headers={"accept-language": "ar"}
    )
    assert "An editor changed: Review" in history(client, slug="not-yet")


def test_the_history_costs_one_query(client, noted, django_assert_max_num_queries):
    noted([{"changed": {"fields": ["Place"]}}])
    client.get("/meetings/in-rome/")
    with django_assert_max_num_queries(13):
        client.get("/meetings/in-rome/")
