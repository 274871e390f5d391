"""The history of a meeting's record on its page: days and facts, in the reader's language, and no editor's name."""

import re

import pytest
from django.utils import translation

from meetings.models import Meeting
from meetings.services.history import recorded
from tests.factories import PlaceFactory


@pytest.fixture
def changed(archive, editor):
    """A function that changes the archive's first meeting as an editor does."""

    def change(note="", **values):
        with recorded(editor, note):
            meeting = Meeting.objects.get(pk=archive.meeting.pk)
            for name, value in values.items():
                setattr(meeting, name, value)
            meeting.save()

    return change


def history(client, prefix: str = "/en", slug: str = "in-rome") -> str:
    page = client.get(f"{prefix}/meetings/{slug}/").content.decode()
    section = page[page.index('id="history"') :].split("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))


def test_a_record_that_nobody_touched_says_when_it_was_entered(client, archive):
    shown = history(client)
    assert "Entered" in shown
    assert "Last changed" in shown
    assert "An editor" not in shown


def test_what_editors_changed_is_named_in_the_language_of_the_page(client, changed, archive):
    changed(place=PlaceFactory(), occasion_en="Talks")
    english, arabic = history(client), history(client, "")
    assert "An editor changed: " in english
    assert "Place" in english
    with translation.override("ar"):
        assert str(translation.gettext("place")) in arabic
    assert "Place" not in arabic
    assert "Talks" not in english, "only kinds of facts are told"


def test_a_participant_who_goes_is_told_as_a_change_of_participants(client, archive, editor):
    with recorded(editor):
        archive.meeting.participations.last().delete()
    assert "Participants" in history(client)


def test_editors_their_reasons_and_their_notes_are_not_told(client, changed, editor):
    editor.first_name = "Unmistakable"
    editor.save()
    changed("A private reason", occasion_en="Talks", notes="Not for readers", confidence=0.3)
    page = client.get("/en/meetings/in-rome/").content.decode()
    assert "Occasion in English" in history(client)
    for hidden in ("Unmistakable", "A private reason", "Not for readers", "Notes for editors", "Confidence"):
        assert hidden not in page
    assert f"{editor.username}<" not in page


def test_what_only_the_desk_cares_for_is_no_change(client, changed):
    changed(notes="To be checked")
    assert "An editor" not in history(client)


def test_the_record_as_it_stood_before_is_no_change_of_an_editor(client, changed, archive):
    changed(occasion_en="Talks")
    Meeting.objects.filter(pk=archive.meeting.pk).update(venue_en="By other means")
    changed(kind="visit")
    shown = history(client)
    assert "Venue" not in shown
    assert shown.count("An editor") == 1


def test_many_changes_of_one_day_are_one_line(client, changed):
    for number in range(3):
        changed(occasion_en=f"Talks {number}")
    shown = history(client)
    assert shown.count("An editor") == 1
    assert shown.count("Occasion in English") == 1


def test_the_review_is_told(client, archive, admin_client):
    page = "/admin/meetings/meeting/"  # the desk speaks Arabic here
    admin_client.post(
        page, {"action": "publish", "_selected_action": [archive.draft.pk]}, headers={"accept-language": "ar"}
    )
    assert "An editor changed: Review" in history(client, slug="not-yet")


def test_the_history_costs_one_query(client, changed, django_assert_max_num_queries):
    changed(occasion_en="Talks")
    client.get("/meetings/in-rome/")
    with django_assert_max_num_queries(13):
        client.get("/meetings/in-rome/")
