"""The form of an official corrects the spelling of a name; a name of someone else is refused."""

import pytest

from meetings.models import EditedFact, OfficialName
from meetings.services.history import select_versions
from meetings.services.restoration import restore
from tests.admin.conftest import address, errors, form_data

pytestmark = pytest.mark.django_db


def send(desk, official, **values):
    page = address("meetings_official_change", official.pk)
    return desk.post(page, form_data(desk.get(page), **values))


def test_the_name_of_another_person_is_refused(desk, meeting):
    official = meeting.participations.get(order=1).official
    response = send(desk, official, name_ar="ناصر جودة", name_en="Nasser Judeh")
    assert response.status_code == 200
    assert set(response.context["adminform"].form.errors) == {"name_ar", "name_en"}
    meeting.refresh_from_db()
    assert (official.names.count(), meeting.headline_ar) == (1, "لقاء يجمع محمد عباس وفؤاد حسين")


def test_a_made_headline_follows_another_spelling(desk, meeting):
    official = meeting.participations.get(order=1).official
    response = send(desk, official, name_ar="فواد حسين", name_en="Fouad Hussein")
    assert response.status_code == 302, errors(response)
    meeting.refresh_from_db()
    assert meeting.headline_ar == "لقاء يجمع محمد عباس وفواد حسين"


def test_a_name_among_the_other_names_may_be_shown(desk, meeting):
    official = meeting.participations.get(order=1).official
    OfficialName.objects.create(official=official, name="أبو رضا")
    response = send(desk, official, name_ar="أبو رضا")
    assert response.status_code == 302, errors(response)
    meeting.refresh_from_db()
    assert meeting.headline_ar == "لقاء يجمع محمد عباس وأبو رضا"


def test_the_first_english_name_is_no_name_of_another_person(desk, meeting):
    official = meeting.participations.get(order=1).official
    type(official).objects.filter(pk=official.pk).update(name_en="", name_ar="أبو رضا")
    official.names.all().delete()
    response = send(desk, official, name_en="Fuad Hussein")
    assert response.status_code == 302, errors(response)


def test_no_editor_states_a_headline_that_follows_a_name(desk, meeting):
    official = meeting.participations.get(order=1).official
    send(desk, official, name_ar="فواد حسين")
    meeting.refresh_from_db()
    assert (meeting.headline_ar, meeting.headline_ar_wording) == ("لقاء يجمع محمد عباس وفواد حسين", "archive")
    assert not EditedFact.objects.exists()


def test_a_restored_name_is_followed(desk, meeting, editor):
    official = meeting.participations.get(order=1).official
    send(desk, official, name_ar="فواد حسين")
    restore(select_versions(official).order_by("number")[0], editor)
    meeting.refresh_from_db()
    assert meeting.headline_ar == "لقاء يجمع محمد عباس وفؤاد حسين"
